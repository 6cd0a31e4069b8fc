"""moto's server with the faults mended that a correct data lake runs into.

Plain moto answers CREATE_COMPLETE for stacks whose resources it passes over in silence, and HTTP 500 (which Terraform
retries for ten minutes) for actions that it lacks. `python -m proof.simulator --list` prints every mend.
"""
