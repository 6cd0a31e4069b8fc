"""Mends of moto's Amazon Kinesis and Amazon Data Firehose."""

from moto.firehose.models import DeliveryStream
from moto.kinesis.responses import KinesisResponse

from .mend import mend

# What DescribeDeliveryStream says of an S3 destination where nothing else was said.
DESTINATION = {
    "CompressionFormat": "UNCOMPRESSED",
    "CustomTimeZone": "UTC",
    "DataFormatConversionConfiguration": {"Enabled": False},
    "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
    "ProcessingConfiguration": {"Enabled": False},
    "S3BackupMode": "Disabled",
}


@mend("kinesis", "CreateStream tags the stream (moto: without tags)")
def _tags():
    plain = KinesisResponse.create_stream

    def create_stream(self):
        answer = plain(self)
        self.kinesis_backend.add_tags_to_stream(None, self._get_param("StreamName"), self._get_param("Tags") or {})
        return answer

    KinesisResponse.create_stream = create_stream


@mend("firehose", "a delivery stream says the defaults of its S3 destination, and that it encrypts (moto: neither)")
def _defaults():
    plain = DeliveryStream.__init__

    def __init__(self, *values, destination_name, destination_config, encryption, **more):
        if destination_name == "ExtendedS3":
            destination_config = DESTINATION | destination_config
        encryption = encryption and {"Status": "ENABLED"} | encryption
        names = {"destination_name": destination_name, "destination_config": destination_config}
        plain(self, *values, encryption=encryption, **names, **more)

    DeliveryStream.__init__ = __init__
