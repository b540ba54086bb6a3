#include "tests/support/http_receiver.h"

#include <algorithm>
#include <cctype>

namespace binnacle::test {

HttpReceiver::HttpReceiver(ScriptedReply reply, ssl_ctx_st *tls)
    : m_tls(tls)
    , m_replies{std::move(reply)}
    , m_server([this](TestStream &stream) { serve(stream); })
{}

void HttpReceiver::script(std::vector<ScriptedReply> replies)
{
    const std::scoped_lock lock(m_mutex);
    m_replies.assign(replies.begin(), replies.end());
}

std::string HttpReceiver::url(const std::string &path) const
{
    return (m_tls != nullptr ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port())
        + path;
}

std::vector<ReceivedRequest> HttpReceiver::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

std::size_t HttpReceiver::count() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests.size();
}

bool HttpReceiver::waitFor(std::size_t count, std::chrono::milliseconds patience) const
{
    std::unique_lock lock(m_mutex);
    return m_arrived.wait_for(lock, patience, [&] { return m_requests.size() >= count; });
}

ScriptedReply HttpReceiver::nextReply()
{
    const std::scoped_lock lock(m_mutex);
    ScriptedReply reply = m_replies.front();
    if (m_replies.size() > 1)
        m_replies.pop_front();
    return reply;
}

bool HttpReceiver::receive(TestStream &stream, ReceivedRequest &request)
{
    std::string line;
    if (!stream.readLine(line))
        return false;
    const std::size_t space = line.find(' ');
    request.method = line.substr(0, space);
    request.target = line.substr(space + 1, line.rfind(' ') - space - 1);
    while (stream.readLine(line) && !line.empty()) {
        const std::size_t colon = line.find(": ");
        std::string name = line.substr(0, colon);
        std::ranges::transform(
            name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        request.headers[name] = colon == std::string::npos ? "" : line.substr(colon + 2);
    }
    const auto length = request.headers.find("content-length");
    const bool isWhole = length == request.headers.end()
        || stream.readBytes(request.body, std::stoul(length->second));
    request.at = std::chrono::steady_clock::now();
    return isWhole;
}

void HttpReceiver::serve(TestStream &stream)
{
    if (m_tls != nullptr && !stream.startTls(m_tls))
        return;
    ReceivedRequest request;
    if (!receive(stream, request))
        return;
    const ScriptedReply reply = nextReply();
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.push_back(request);
    }
    m_arrived.notify_all();
    if (reply.hangs) {
        std::string line;
        stream.readLine(line); // returns when either side goes
        return;
    }
    const std::string head = "HTTP/1.1 " + std::to_string(reply.status)
        + " Scripted\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n"
        + reply.headers + "Connection: close\r\n\r\n";
    const std::string body
        = reply.breaksOff ? reply.body.substr(0, reply.body.size() / 2) : reply.body;
    stream.write(head + body);
}

} // namespace binnacle::test
