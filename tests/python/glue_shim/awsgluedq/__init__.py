"""A stand-in for AWS Glue's awsgluedq package: evaluates the rules that the tests use on real data frames."""
