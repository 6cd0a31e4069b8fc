//! The macros that turn a line of the table into a typed field and its two names.

/// Declares property types: records that CloudFormation nests and Terraform writes as blocks.
macro_rules! records {
    ($($(#[$doc:meta])* $type:ident { $($field:ident: $of:ty = $cfn:literal $(=> $terraform:expr)?),* $(,)? })*) => {
        $(
            record_struct! { $(#[$doc])* $type { $($field: $of = $cfn $(=> $terraform)?),* } }

            impl $crate::resource::PropertyType for $type {
                const PROPERTIES: &'static [$crate::expr::Property] = $type::TABLE;
            }

            impl $crate::resource::Shape for $type {
                const NESTED: Option<&'static [$crate::expr::Property]> = Some($type::TABLE);
            }

            impl From<$type> for $crate::expr::Expr {
                fn from(record: $type) -> Self {
                    Self::Record(record.into())
                }
            }
        )*
    };
}

/// Declares resources: their types in both vocabularies, properties, and the attributes others may refer to.
macro_rules! resources {
    ($(
        $(#[$doc:meta])*
        $type:ident = $cfn_type:literal / $tf_type:literal as $noun:literal {
            $($field:ident: $of:ty = $cfn:literal $(=> $terraform:expr)?),* $(,)?
        }
        $(=> { $($(#[$attribute_doc:meta])* $attribute:ident: $kind:ty = $cfn_attribute:expr, $tf_attribute:literal;)* })?
    )*) => {
        $(
            record_struct! { $(#[$doc])* $type { $($field: $of = $cfn $(=> $terraform)?),* } }

            impl $crate::resource::Resource for $type {
                const TYPE: &'static $crate::expr::ResourceType = &$crate::expr::ResourceType {
                    cloudformation: $cfn_type,
                    terraform: $tf_type,
                    noun: $noun,
                    properties: $type::TABLE,
                };
            }

            $(impl $crate::expr::Handle<$type> {
                $($(#[$attribute_doc])*
                pub fn $attribute(self) -> $kind {
                    static ATTRIBUTE: $crate::expr::Attribute =
                        $crate::expr::Attribute { cloudformation: $cfn_attribute, terraform: $tf_attribute };
                    <$kind>::attribute(self.id(), &ATTRIBUTE)
                })*
            })?
        )*

        /// The resource types of this file.
        pub(super) const TYPES: &[&$crate::expr::ResourceType] =
            &[$(<$type as $crate::resource::Resource>::TYPE),*];
    };
}

macro_rules! record_struct {
    ($(#[$doc:meta])* $type:ident { $($field:ident: $of:ty = $cfn:literal $(=> $terraform:expr)?),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $type {
            $(#[doc = concat!("`", $cfn, "`")] pub $field: Option<$of>,)*
        }

        impl $type {
            const TABLE: &'static [$crate::expr::Property] = &[$($crate::expr::Property {
                cloudformation: $cfn,
                name: stringify!($field),
                terraform: spelling!($($terraform)?),
                nested: <$of as $crate::resource::Shape>::NESTED,
            }),*];
        }

        impl From<$type> for $crate::expr::Record {
            fn from(record: $type) -> Self {
                let mut table = $type::TABLE.iter();
                let mut set = Vec::with_capacity($type::TABLE.len());
                $(
                    let property = table.next();
                    if let (Some(property), Some(value)) = (property, record.$field) {
                        set.push((property, $crate::expr::Expr::from(value)));
                    }
                )*
                Self(set)
            }
        }
    };
}

macro_rules! spelling {
    () => {
        $crate::expr::Terraform::Same
    };
    ($terraform:expr) => {
        $terraform
    };
}
