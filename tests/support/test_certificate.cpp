#include "tests/support/test_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <QtGlobal>

#include <cstdio>

namespace binnacle::test {

namespace {

void addExtension(X509 *certificate, int kind, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (extension == nullptr)
        qFatal("an extension of a certificate cannot be made");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

X509 *makeCertificate(EVP_PKEY *key, const TestCertificate::Options &options)
{
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), options.validFrom);
    X509_gmtime_adj(X509_getm_notAfter(certificate), options.validUntil);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char *>(options.host.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    const bool isLocal = options.host == "localhost";
    addExtension(certificate, NID_subject_alt_name,
        "DNS:" + options.host + (isLocal ? ",IP:127.0.0.1" : ""));
    addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(certificate, key, EVP_sha256());
    return certificate;
}

} // namespace

void TestCertificate::Free::operator()(ssl_ctx_st *context) const
{
    SSL_CTX_free(context);
}

TestCertificate::TestCertificate(const Options &options)
    : m_context(SSL_CTX_new(TLS_server_method()))
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    X509 *certificate = makeCertificate(key, options);
    FILE *file = std::fopen(certificateFile().c_str(), "w");
    if (file == nullptr || PEM_write_X509(file, certificate) != 1)
        qFatal("a certificate cannot be written");
    std::fclose(file);
    if (options.highestVersion != 0) {
        SSL_CTX_set_security_level(m_context.get(), 0);
        SSL_CTX_set_min_proto_version(m_context.get(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(m_context.get(), options.highestVersion);
    }
    if (SSL_CTX_use_certificate(m_context.get(), certificate) != 1
        || SSL_CTX_use_PrivateKey(m_context.get(), key) != 1)
        qFatal("a certificate cannot be used");
    X509_free(certificate);
    EVP_PKEY_free(key);
}

std::string TestCertificate::certificateFile() const
{
    return m_directory.filePath(QStringLiteral("certificate.pem")).toStdString();
}

} // namespace binnacle::test
