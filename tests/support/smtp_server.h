#pragma once

#include "tests/support/test_server.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::test {

// What a mail server took.
struct ReceivedMail
{
    std::string from;
    std::vector<std::string> to;
    std::string data; // with CRLF, dots not doubled any more
    std::string user; // that logged in; empty: nobody
    bool isEncrypted = false;
};

// A real mail server (RFC 5321, STARTTLS of RFC 3207, AUTH PLAIN and LOGIN of RFC 4954) that keeps
// what it is given.
class SmtpServer
{
public:
    struct Options
    {
        ssl_ctx_st *tls = nullptr; // null: without
        bool isImplicit = false;   // TLS from the first byte
        bool offersStartTls = true;
        bool requiresLogin = false;
        std::string user = "alerts@example.com";
        std::string password = "correct horse";
        std::string refusedRecipient = {};
        std::string dataReply = "250 2.0.0 queued as 4711";
        bool hangs = false; // says nothing, not even hello
    };

    explicit SmtpServer(Options options);

    std::uint16_t port() const { return m_server.port(); }
    std::vector<ReceivedMail> mails() const;
    std::vector<std::string> commands() const; // of all clients, in the open or not
    bool waitFor(std::size_t count,
        std::chrono::milliseconds patience = std::chrono::milliseconds(5'000)) const;

private:
    class Conversation;

    void keep(ReceivedMail mail);
    void note(const std::string &command);

    const Options m_options;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_arrived;
    std::vector<ReceivedMail> m_mails;   // guarded by m_mutex
    std::vector<std::string> m_commands; // guarded by m_mutex
    TestServer m_server;                 // last: its threads use the others
};

} // namespace binnacle::test
