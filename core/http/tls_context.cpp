#include "core/http/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace binnacle::http {

namespace {

struct ContextDeleter
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<SSL_CTX, ContextDeleter>;

struct SslDeleter
{
    void operator()(SSL *ssl) const { SSL_free(ssl); }
};
using SslPointer = std::unique_ptr<SSL, SslDeleter>;

class TlsTransport final : public Transport
{
public:
    TlsTransport(int descriptor, SslPointer ssl)
        : m_descriptor(descriptor)
        , m_ssl(std::move(ssl))
    {}

    IoResult handshake() override
    {
        ERR_clear_error();
        return outcomeOf(SSL_accept(m_ssl.get()), 0);
    }

    IoResult read(char *into, std::size_t size) override
    {
        ERR_clear_error();
        std::size_t moved = 0;
        const int returned = SSL_read_ex(m_ssl.get(), into, size, &moved);
        return outcomeOf(returned, moved);
    }

    IoResult write(std::string_view bytes, bool) override
    {
        ERR_clear_error();
        std::size_t moved = 0;
        const int returned = SSL_write_ex(m_ssl.get(), bytes.data(), bytes.size(), &moved);
        return outcomeOf(returned, moved);
    }

    void finish() override
    {
        ERR_clear_error();
        if (SSL_is_init_finished(m_ssl.get()))
            SSL_shutdown(m_ssl.get()); // best effort: the socket is closed either way
        shutdown(m_descriptor, SHUT_WR);
    }

private:
    IoResult outcomeOf(int returned, std::size_t moved)
    {
        if (returned > 0)
            return {IoOutcome::Done, moved};
        switch (SSL_get_error(m_ssl.get(), returned)) {
        case SSL_ERROR_WANT_READ:
            return {IoOutcome::WantRead};
        case SSL_ERROR_WANT_WRITE:
            return {IoOutcome::WantWrite};
        case SSL_ERROR_ZERO_RETURN:
            return {IoOutcome::Eof};
        default:
            return {IoOutcome::Failed};
        }
    }

    const int m_descriptor;
    const SslPointer m_ssl;
};

class LoadedContext final : public TlsContext
{
public:
    explicit LoadedContext(ContextPointer context)
        : m_context(std::move(context))
    {}

    std::unique_ptr<Transport> makeTransport(int descriptor) const override
    {
        SslPointer ssl(SSL_new(m_context.get()));
        if (!ssl || SSL_set_fd(ssl.get(), descriptor) != 1)
            return nullptr;
        SSL_set_accept_state(ssl.get());
        return std::make_unique<TlsTransport>(descriptor, std::move(ssl));
    }

private:
    const ContextPointer m_context;
};

// A key with a passphrase would make OpenSSL ask on the terminal.
int refusePassphrase(char *, int, int, void *)
{
    return 0;
}

Error unreadable(std::string_view what, const std::string &file)
{
    Error error{ErrorCode::InvalidArgument, "cannot use the TLS " + std::string(what) + " " + file};
    error.message += ": ";
    if (access(file.c_str(), R_OK) != 0) {
        error.message += std::strerror(errno);
    } else {
        const char *reason = ERR_reason_error_string(ERR_peek_error());
        error.message += reason ? reason : "not a PEM file";
    }
    ERR_clear_error();
    return error;
}

} // namespace

Result<std::unique_ptr<TlsContext>> TlsContext::load(
    const std::string &certificateFile, const std::string &keyFile)
{
    ERR_clear_error();
    ContextPointer context(SSL_CTX_new(TLS_server_method()));
    if (!context)
        return Error{ErrorCode::Internal, "cannot create a TLS context"};
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(),
        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context.get(),
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
            | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_default_passwd_cb(context.get(), refusePassphrase);

    if (SSL_CTX_use_certificate_chain_file(context.get(), certificateFile.c_str()) != 1)
        return unreadable("certificate", certificateFile);
    if (SSL_CTX_use_PrivateKey_file(context.get(), keyFile.c_str(), SSL_FILETYPE_PEM) != 1)
        return unreadable("key", keyFile);
    if (SSL_CTX_check_private_key(context.get()) != 1)
        return unreadable("key", keyFile);
    return std::unique_ptr<TlsContext>(std::make_unique<LoadedContext>(std::move(context)));
}

} // namespace binnacle::http
