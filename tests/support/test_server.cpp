#include "tests/support/test_server.h"

#include <openssl/ssl.h>

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <csignal>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

namespace binnacle::test {

namespace {

// OpenSSL writes to sockets that the client closed, on whatever thread ends a connection.
void ignoreBrokenPipes()
{
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace

TestStream::TestStream(int descriptor)
    : m_descriptor(descriptor)
{}

TestStream::~TestStream()
{
    if (m_ssl != nullptr) {
        SSL_shutdown(m_ssl);
        SSL_free(m_ssl);
    }
    ::close(m_descriptor);
}

bool TestStream::startTls(ssl_ctx_st *context)
{
    m_unread.clear(); // what came in the open before it does not count
    m_ssl = SSL_new(context);
    SSL_set_fd(m_ssl, m_descriptor);
    if (SSL_accept(m_ssl) == 1)
        return true;
    SSL_free(m_ssl);
    m_ssl = nullptr;
    return false;
}

bool TestStream::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = m_ssl != nullptr
            ? SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size()))
            : ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool TestStream::fill()
{
    std::array<char, 16'384> buffer{};
    const ssize_t count = m_ssl != nullptr
        ? SSL_read(m_ssl, buffer.data(), static_cast<int>(buffer.size()))
        : ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return false;
    m_unread.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

bool TestStream::readLine(std::string &line)
{
    std::size_t end = m_unread.find('\n');
    while (end == std::string::npos) {
        if (!fill())
            return false;
        end = m_unread.find('\n');
    }
    line = m_unread.substr(0, end);
    m_unread.erase(0, end + 1);
    if (line.ends_with('\r'))
        line.pop_back();
    return true;
}

bool TestStream::readBytes(std::string &bytes, std::size_t count)
{
    while (m_unread.size() < count) {
        if (!fill())
            return false;
    }
    bytes = m_unread.substr(0, count);
    m_unread.erase(0, count);
    return true;
}

void TestStream::shut()
{
    ::shutdown(m_descriptor, SHUT_RDWR);
}

TestServer::TestServer(Serve serve)
    : m_serve(std::move(serve))
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    ignoreBrokenPipes();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 64) != 0
        || ::getsockname(m_listener, generic, &size) != 0)
        qFatal("a test server cannot listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { accept(); });
}

TestServer::~TestServer()
{
    m_isStopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
    for (Client &client : m_clients) { // nobody adds any more
        client.stream->shut();
        client.thread.join();
    }
}

void TestServer::accept()
{
    while (!m_isStopping) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0)
            continue;
        ++m_connections;
        const std::scoped_lock lock(m_mutex);
        auto stream = std::make_shared<TestStream>(descriptor);
        m_clients.push_back({stream, std::thread([this, stream] {
                                 m_serve(*stream);
                                 stream->shut();
                             })});
    }
}

} // namespace binnacle::test
