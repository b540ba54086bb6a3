#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

struct ssl_ctx_st;
struct ssl_st;

namespace binnacle::test {

// One connection of a client to a server that a test started, blocking, in the open or over TLS.
class TestStream
{
public:
    explicit TestStream(int descriptor);
    ~TestStream();
    TestStream(const TestStream &) = delete;
    TestStream &operator=(const TestStream &) = delete;

    bool startTls(ssl_ctx_st *context); // false: the client did not want to
    bool isEncrypted() const { return m_ssl != nullptr; }
    bool write(std::string_view bytes);
    bool readLine(std::string &line); // without its end; false: the client is gone
    bool readBytes(std::string &bytes, std::size_t count);
    // What was received but not asked for yet.
    bool hasUnread() const { return !m_unread.empty(); }
    void shut(); // thread-safe: whoever waits returns

private:
    bool fill();

    const int m_descriptor;
    ssl_st *m_ssl = nullptr;
    std::string m_unread;
};

// Listens on 127.0.0.1 and serves each connection on a thread of its own. Ends all of them when it
// goes.
class TestServer
{
public:
    using Serve = std::function<void(TestStream &)>;

    explicit TestServer(Serve serve);
    ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    std::uint16_t port() const { return m_port; }
    bool isStopping() const { return m_isStopping; }
    int connections() const { return m_connections; }

private:
    struct Client
    {
        std::shared_ptr<TestStream> stream;
        std::thread thread;
    };

    void accept();

    const Serve m_serve;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic_bool m_isStopping = false;
    std::atomic_int m_connections = 0;
    std::mutex m_mutex;
    std::list<Client> m_clients; // guarded by m_mutex
    std::thread m_thread;
};

} // namespace binnacle::test
