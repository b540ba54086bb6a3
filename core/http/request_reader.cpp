#include "core/http/request_reader.h"

#include "core/http/chunk_decoder.h"
#include "core/http/head_rules.h"
#include "core/http/host_policy.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace binnacle::http {

namespace {

namespace beast = boost::beast;
using BeastError = beast::error_code;
using Error = beast::http::error;

// An empty line or two before a request is tolerated, as RFC 9112 §2.2 advises.
constexpr int kLeadingLines = 4;
// What a client claims to send is not reserved at once.
constexpr std::size_t kReserveBytes = 256U << 10;

std::string_view view(beast::string_view text)
{
    return {text.data(), text.size()};
}

// Of a well-formed head; the body is read by us.
class HeadParser final : public beast::http::basic_parser<true>
{
public:
    HeadParser(Request &request, RequestHead &head)
        : m_request(request)
        , m_head(head)
    {}

    std::optional<ReadFailure> refusal;

private:
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
        int version, BeastError &) override
    {
        m_line = {.method = view(method), .target = view(target), .http11 = version == 11};
        m_head.http11 = m_line.http11;
    }

    void on_response_impl(int, beast::string_view, int, BeastError &) override {}

    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
        BeastError &) override
    {
        m_request.headers.emplace_back(lowerCase(view(name)), view(value));
    }

    void on_header_impl(BeastError &) override
    {
        m_head.keepAlive = keep_alive();
        refusal = applyHeadRules(m_line, m_request, m_head);
    }

    void on_body_init_impl(const boost::optional<std::uint64_t> &, BeastError &) override {}
    std::size_t on_body_impl(beast::string_view, BeastError &) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, BeastError &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, BeastError &) override
    {
        return 0;
    }
    void on_finish_impl(BeastError &) override {}

    Request &m_request;
    RequestHead &m_head;
    RequestLine m_line; // points into the head being parsed
};

} // namespace

struct RequestReader::Current
{
    Request request;
    RequestHead head;
    std::size_t length = 0; // of a body that is not chunked
    std::optional<ChunkDecoder> chunks;
};

RequestReader::RequestReader(const HttpLimits &limits)
    : m_limits(limits)
{}

RequestReader::~RequestReader() = default;

bool RequestReader::started() const
{
    return m_state != State::Head || !m_pending.empty();
}

std::size_t RequestReader::bodyBytes() const
{
    return m_current ? m_current->request.body.size() : 0;
}

const RequestHead &RequestReader::head() const
{
    return m_current->head;
}

Request RequestReader::take()
{
    Request request = std::move(m_current->request);
    m_current.reset();
    m_scanner = {};
    m_leadingLines = 0;
    m_state = State::Head;
    return request;
}

void RequestReader::fail(int status, std::string message)
{
    m_state = State::Failed;
    m_failure = {.status = status, .message = std::move(message)};
    m_current.reset();
}

void RequestReader::abandon()
{
    m_state = State::Failed;
    m_current.reset();
    m_pending = {};
}

std::size_t RequestReader::feed(std::string_view bytes)
{
    switch (m_state) {
    case State::Head:
        return feedHead(bytes);
    case State::Body:
        return feedBody(bytes);
    case State::Complete:
    case State::Failed:
        break;
    }
    return 0;
}

std::size_t RequestReader::skipEmptyLines(std::string_view bytes)
{
    std::size_t skipped = 0;
    const bool halfLine = m_pending == "\r"; // its line feed may be the next byte
    if (halfLine && bytes.starts_with('\n')) {
        m_pending.clear();
        m_scanner = {};
        ++m_leadingLines;
        ++skipped;
    }
    while (m_pending.empty() && bytes.substr(skipped).starts_with("\r\n")) {
        ++m_leadingLines;
        skipped += 2;
    }
    if (m_leadingLines > kLeadingLines)
        fail(400, "empty lines instead of a request");
    return skipped;
}

std::size_t RequestReader::feedHead(std::string_view bytes)
{
    const std::size_t skipped = skipEmptyLines(bytes);
    if (m_state == State::Failed)
        return skipped;
    bytes.remove_prefix(skipped);

    const std::size_t room = m_limits.headBytes - m_pending.size();
    const std::string_view taken = bytes.substr(0, room);
    const std::size_t before = m_pending.size();
    // The usual case, a whole head in one read, is parsed in place.
    const bool inPlace = m_pending.empty();
    if (!inPlace)
        m_pending += taken;
    const std::string_view head = inPlace ? taken : std::string_view(m_pending);

    switch (m_scanner.scan(head)) {
    case HeadScanner::Verdict::Malformed:
        fail(400, m_scanner.problem());
        return skipped + taken.size();
    case HeadScanner::Verdict::Incomplete:
        if (taken.size() < bytes.size()) {
            fail(431,
                "the request head is longer than " + std::to_string(m_limits.headBytes) + " bytes");
        } else if (inPlace) {
            m_pending = taken;
        }
        return skipped + taken.size();
    case HeadScanner::Verdict::Complete:
        break;
    }
    const std::size_t length = m_scanner.length();
    parseHead(head.substr(0, length));
    return skipped + length - before;
}

void RequestReader::parseHead(std::string_view head)
{
    m_current = std::make_unique<Current>();
    HeadParser parser(m_current->request, m_current->head);
    parser.header_limit(static_cast<std::uint32_t>(m_limits.headBytes) + 1);
    parser.body_limit(m_limits.bodyBytes);
    BeastError failed;
    parser.put({head.data(), head.size()}, failed);
    if (failed == Error::body_limit)
        failTooLarge();
    else if (failed == Error::header_limit)
        fail(431, "the request head is too long");
    else if (failed || !parser.is_header_done())
        fail(400, "malformed request head: " + failed.message());
    else if (parser.refusal)
        fail(parser.refusal->status, std::move(parser.refusal->message));
    else
        beginBody(parser.chunked(), parser.content_length().value_or(0));
    m_pending = {}; // `head` points into it
}

void RequestReader::beginBody(bool chunked, std::uint64_t length)
{
    m_state = State::Body;
    m_current->length = length;
    if (chunked)
        m_current->chunks.emplace(m_limits.bodyBytes);
    else if (length == 0)
        m_state = State::Complete;
    else
        m_current->request.body.reserve(std::min<std::size_t>(length, kReserveBytes));
}

void RequestReader::failTooLarge()
{
    fail(413, "the body is longer than " + std::to_string(m_limits.bodyBytes) + " bytes");
}

std::size_t RequestReader::feedBody(std::string_view bytes)
{
    std::string &body = m_current->request.body;
    if (!m_current->chunks) {
        const std::size_t count = std::min(bytes.size(), m_current->length - body.size());
        body += bytes.substr(0, count);
        if (body.size() == m_current->length)
            m_state = State::Complete;
        return count;
    }
    ChunkDecoder &chunks = *m_current->chunks;
    const std::size_t used = chunks.feed(bytes, body);
    switch (chunks.state()) {
    case ChunkDecoder::State::Reading:
        break;
    case ChunkDecoder::State::Complete:
        m_state = State::Complete;
        break;
    case ChunkDecoder::State::Malformed:
        fail(400, chunks.problem());
        break;
    case ChunkDecoder::State::TooLarge:
        failTooLarge();
        break;
    }
    return used;
}

} // namespace binnacle::http
