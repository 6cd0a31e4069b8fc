"""Makes a small picture of the one whose arrival has started this run."""

import io
import sys

import boto3
from awsglue.utils import getResolvedOptions
from PIL import Image

LONGEST_SIDE = 320


def small(picture):
    """The bytes of the picture, as JPEG and no longer than LONGEST_SIDE on any side."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    result = io.BytesIO()
    image.save(result, "JPEG")
    return result.getvalue()


def main(argv):
    args = getResolvedOptions(argv, ["lakegen_reads", "lakegen_writes", "lakegen_object_key"])
    source, target = (args[name].removeprefix("s3://").partition("/") for name in ("lakegen_reads", "lakegen_writes"))
    s3, key = boto3.client("s3"), args["lakegen_object_key"]
    picture = s3.get_object(Bucket=source[0], Key=key)["Body"].read()
    name = key.removeprefix(source[2]).rsplit(".", 1)[0]
    s3.put_object(Bucket=target[0], Key=f"{target[2]}{name}.jpg", Body=small(picture), ContentType="image/jpeg")


if __name__ == "__main__":
    main(sys.argv)
