#pragma once

#include "tests/support/test_server.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace binnacle::test {

// What a receiver got.
struct ReceivedRequest
{
    std::string method;
    std::string target;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
    std::chrono::steady_clock::time_point at;
};

// What it answers.
struct ScriptedReply
{
    int status = 200;
    std::string body = "ok";
    std::string headers = {}; // "Retry-After: 7\r\n"
    bool hangs = false;       // until the server goes
    bool breaksOff = false;   // in the middle of the body
};

// A real HTTP/1.1 server of one behaviour after the other; the last one stays.
class HttpReceiver
{
public:
    explicit HttpReceiver(ScriptedReply reply = {}, ssl_ctx_st *tls = nullptr);

    void script(std::vector<ScriptedReply> replies);

    std::uint16_t port() const { return m_server.port(); }
    std::string url(const std::string &path = "/hook") const;
    int connections() const { return m_server.connections(); }

    std::vector<ReceivedRequest> requests() const;
    std::size_t count() const;
    bool waitFor(std::size_t count,
        std::chrono::milliseconds patience = std::chrono::milliseconds(5'000)) const;

private:
    void serve(TestStream &stream);
    bool receive(TestStream &stream, ReceivedRequest &request);
    ScriptedReply nextReply();

    ssl_ctx_st *const m_tls;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_arrived;
    std::deque<ScriptedReply> m_replies;     // guarded by m_mutex
    std::vector<ReceivedRequest> m_requests; // guarded by m_mutex
    TestServer m_server;                     // last: its threads use the others
};

} // namespace binnacle::test
