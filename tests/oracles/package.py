"""Packages templates with the AWS CLI, all in one process: python package.py BUCKET.

On standard input an array of { folder, packaged }: a folder with a template.yaml, and the file to write. On standard output an
array of { success, stdout, stderr }.
"""

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver


def package(folder, packaged):
    os.chdir(folder)
    words = ["cloudformation", "package", "--template-file", "template.yaml", "--s3-bucket", sys.argv[1]]
    said, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaints):
        status = create_clidriver().main([*words, "--output-template-file", packaged])
    return {"success": status == 0, "stdout": said.getvalue(), "stderr": complaints.getvalue()}


json.dump([package(**call) for call in json.load(sys.stdin)], sys.stdout)
