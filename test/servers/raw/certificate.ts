/**
 * Signed by itself, for "localhost", and the key to it: public, so good for nothing but to see how
 * a certificate that nobody trusts is refused. Neither expires before 2126.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUfjYin80quIk0U04C62UvB62hsfEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDAwMjQ0MVoYDzIxMjYxMDMx
MDAyNDQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATdicowqoMT1mLP1n7IGwnFc9VLlx0vNJgGhzhl5nCrm96cOTf6DADv
kZSWSS0YOL+9u+sF38GN4qNeJm5Ax0/2o1MwUTAdBgNVHQ4EFgQUnxq03C8eIq2a
y8bRk8IbSjwPqU4wHwYDVR0jBBgwFoAUnxq03C8eIq2ay8bRk8IbSjwPqU4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAgi71JzilXlGxqszIA5ad/
Kq0rTGJY1j6G3VZCE7d6WwIhAJO03ksl1+pc52HaJLYF+UWiI4qgXrXh+H2TTKmo
D8oi
-----END CERTIFICATE-----`;

export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq49NHbQL8OqO3dUB
DC7hJbt2aUslY1PCwE7A3D9Cwp6hRANCAATdicowqoMT1mLP1n7IGwnFc9VLlx0v
NJgGhzhl5nCrm96cOTf6DADvkZSWSS0YOL+9u+sF38GN4qNeJm5Ax0/2
-----END PRIVATE KEY-----`;
