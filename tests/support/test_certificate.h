#pragma once

#include <QTemporaryDir>

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace binnacle::test {

// A key and a certificate that it signed itself, in files: for servers that tests start.
class TestCertificate
{
public:
    struct Options
    {
        std::string host = "localhost"; // a DNS name; 127.0.0.1 is always in it with "localhost"
        long validFrom = -60;           // seconds from now
        long validUntil = 3'600;
        int highestVersion = 0; // of TLS, as OpenSSL numbers it; 0: the newest
    };

    TestCertificate()
        : TestCertificate(Options())
    {}
    explicit TestCertificate(const Options &options);

    std::string certificateFile() const;
    // For the server; lives as long as this.
    ssl_ctx_st *context() const { return m_context.get(); }

private:
    struct Free
    {
        void operator()(ssl_ctx_st *context) const;
    };

    QTemporaryDir m_directory;
    std::unique_ptr<ssl_ctx_st, Free> m_context;
};

} // namespace binnacle::test
