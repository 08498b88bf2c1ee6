"""The service that receives bundles: it checks, stores durably, and keeps no addresses."""
