"""Mends of moto's AWS Lake Formation."""

import json

from moto.lakeformation.exceptions import InvalidInput
from moto.lakeformation.responses import LakeFormationResponse

from .mend import mend

RESOURCE_KEPT = ("HybridAccessEnabled", "WithFederation")


@mend("lakeformation", f"{', '.join(RESOURCE_KEPT)} of a registered location are kept, and off if left out (moto: dropped)")
def _locations():
    register, describe = LakeFormationResponse.register_resource, LakeFormationResponse.describe_resource

    def register_resource(self):
        answer = register(self)
        found = self.lakeformation_backend.resources[self._get_param("ResourceArn")]
        found.kept = {key: bool(self._get_param(key)) for key in RESOURCE_KEPT}
        return answer

    def describe_resource(self):
        answer = json.loads(describe(self))
        answer["ResourceInfo"] |= self.lakeformation_backend.resources[self._get_param("ResourceArn")].kept
        return json.dumps(answer)

    LakeFormationResponse.register_resource = register_resource
    LakeFormationResponse.describe_resource = describe_resource


@mend("lakeformation", "ListPermissions knows columns and LF-tag policies (moto: refuses them), and grants on a table's columns go with the table")
def _permissions():
    def list_permissions(self):
        backend = self.lakeformation_backend
        catalog = backend.grants.get(self._get_param("CatalogId") or self.current_account)
        principal, resource = self._get_param("Principal"), self._get_param("Resource")
        found = [
            grant.to_external_form()
            for grant in (catalog.permissions if catalog else ())
            if principal in (None, grant.principal) and (resource is None or matches(resource, grant.resource))
        ]
        return json.dumps({"PrincipalResourcePermissions": found})

    LakeFormationResponse.list_permissions = list_permissions


@mend("lakeformation", "RevokePermissions refuses what is not granted (moto: takes it); Terraform waits for that answer")
def _revocations():
    plain = LakeFormationResponse.revoke_permissions

    def revoke_permissions(self):
        catalog = self.lakeformation_backend.grants.get(self._get_param("CatalogId") or self.current_account)
        principal, resource = self._get_param("Principal"), self._get_param("Resource")
        wanted = set(self._get_param("Permissions") or []) | set(self._get_param("PermissionsWithGrantOption") or [])
        for grant in catalog.permissions if catalog else ():
            granted = set(grant.permissions) | set(grant.permissions_with_grant_options)
            if grant.principal == principal and grant.resource == resource and granted & wanted:
                return plain(self)
        raise InvalidInput("No permissions revoked. Grantee has no permissions and no grantable permissions on resource.")

    LakeFormationResponse.revoke_permissions = revoke_permissions


def matches(wanted, granted):
    """Whether a grant is on what is asked for; whoever asks for a table hears of grants on its columns, too."""
    [(kind, asked)], [(found, on)] = wanted.items(), granted.items()
    if kind == "Table" and found == "TableWithColumns":
        return all(asked.get(key) in (None, on.get(key)) for key in ("DatabaseName", "Name"))
    without = lambda thing: {key: value for key, value in thing.items() if key != "CatalogId"}  # noqa: E731
    return kind == found and without(asked) == without(on)


@mend("lakeformation", "GetResourceLFTags answers for what has none (moto: 500), and AddLFTagsToResource adds (moto: replaces)")
def _tags():
    def backend_of(response):
        return response.lakeformation_backend

    def add_lf_tags_to_resource(self):
        for place, key in places(self):
            known = {tag["TagKey"]: tag for tag in place.get(key, [])}
            new = {tag["TagKey"]: {"CatalogId": self.current_account} | tag for tag in self._get_param("LFTags")}
            place[key] = list((known | new).values())
        return json.dumps({"Failures": []})

    def remove_lf_tags_from_resource(self):
        gone = {tag["TagKey"] for tag in self._get_param("LFTags")}
        for place, key in places(self):
            place[key] = [tag for tag in place.get(key, []) if tag["TagKey"] not in gone]
        return json.dumps({"Failures": []})

    def get_resource_lf_tags(self):
        found = {}
        for place, key in places(self):
            tags = place.get(key, [])
            if place is backend_of(self).lf_database_tags and tags:
                found["LFTagOnDatabase"] = tags
            elif place is backend_of(self).lf_table_tags and tags:
                found["LFTagsOnTable"] = tags
            elif tags:
                found.setdefault("LFTagsOnColumns", []).append({"Name": key[-1], "LFTags": tags})
        return json.dumps(found)

    def places(self):
        """Where moto keeps the tags of the resource that a request is about: maps and keys in them."""
        backend, resource = backend_of(self), self._get_param("Resource")
        [(kind, on)] = resource.items()
        catalog = on.get("CatalogId", self.current_account)
        if kind == "Database":
            return [(backend.lf_database_tags, (catalog, on["Name"]))]
        if kind == "Table":
            return [(backend.lf_table_tags, (catalog, on["DatabaseName"], on["Name"]))]
        names = on.get("ColumnNames", [])
        return [(backend.lf_columns_tags, (catalog, on["DatabaseName"], on["Name"], name)) for name in names]

    LakeFormationResponse.add_lf_tags_to_resource = add_lf_tags_to_resource
    LakeFormationResponse.remove_lf_tags_from_resource = remove_lf_tags_from_resource
    LakeFormationResponse.get_resource_lf_tags = get_resource_lf_tags
