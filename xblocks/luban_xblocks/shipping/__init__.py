"""Shipping: volumetric weight, what each service takes for a parcel, and which one is chosen."""
