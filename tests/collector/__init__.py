"""The service that receives bundles."""
