#!/usr/bin/env python3
"""Gives the OpenAPI document of the build to a public validator, where there is one."""

import json
import sys

try:
    from openapi_spec_validator import validate_spec
except ImportError:
    print("skipped: the Python module openapi_spec_validator is not installed")
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as document:
    validate_spec(json.load(document))
print("valid")
