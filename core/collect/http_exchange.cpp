#include "core/collect/http_exchange.h"

#include <algorithm>
#include <curl/curl.h>
#include <mutex>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr std::size_t kMostHeaderBytes = 64U << 10;

} // namespace

struct HttpExchange::Transfer
{
    explicit Transfer(ExchangeSettings given)
        : settings(std::move(given))
    {}
    ~Transfer() { curl_easy_cleanup(curl); }
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    void prepare();
    Error failure(CURLcode code) const;
    static std::size_t onHeader(char *bytes, std::size_t size, std::size_t count, void *self);
    static std::size_t onBytes(char *bytes, std::size_t size, std::size_t count, void *self);
    static int onProgress(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

    const ExchangeSettings settings;
    CURL *curl = nullptr;
    HttpAnswer answer;
    std::string method; // empty: GET or POST
    std::stop_token stop;
    std::size_t headerBytes = 0;
    bool isTooLarge = false;
};

std::size_t HttpExchange::Transfer::onHeader(
    char *, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const std::size_t total = size * count;
    transfer.headerBytes += total;
    transfer.isTooLarge = transfer.headerBytes > kMostHeaderBytes;
    return transfer.isTooLarge ? 0 : total;
}

std::size_t HttpExchange::Transfer::onBytes(
    char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const std::size_t total = size * count;
    transfer.isTooLarge = transfer.answer.body.size() + total > transfer.settings.answerLimit;
    if (transfer.isTooLarge)
        return 0; // ends the transfer
    transfer.answer.body.append(bytes, total);
    return total;
}

int HttpExchange::Transfer::onProgress(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Transfer *>(self)->stop.stop_requested() ? 1 : 0;
}

void HttpExchange::Transfer::prepare()
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // not through a proxy of the environment
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "binnacle/" BINNACLE_VERSION);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::onBytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    if (!settings.caFile.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings.caFile.c_str());
}

Error HttpExchange::Transfer::failure(CURLcode code) const
{
    if (headerBytes > kMostHeaderBytes)
        return {ErrorCode::TooLarge,
            "the head of the answer is larger than 64 KiB: it was refused whole"};
    if (isTooLarge)
        return {ErrorCode::TooLarge,
            "the answer is larger than " + std::to_string(settings.answerLimit >> 20)
                + " MiB: it was refused whole"};
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return {ErrorCode::Timeout,
            "no complete answer within " + std::to_string(settings.timeout.count())
                + " ms: is the endpoint too slow, or is it the wrong one?"};
    case CURLE_ABORTED_BY_CALLBACK:
        return {ErrorCode::Cancelled, "the request was cancelled"};
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_RECV_ERROR:
        return {ErrorCode::MalformedBody,
            std::string("the answer is incomplete: ") + curl_easy_strerror(code)};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return {ErrorCode::PermissionDenied,
            "the certificate of the endpoint is not trusted; name its CA file"};
    default:
        return {ErrorCode::Unavailable, curl_easy_strerror(code)};
    }
}

HttpExchange::HttpExchange(ExchangeSettings settings)
    : m_transfer(std::make_unique<Transfer>(std::move(settings)))
{}

HttpExchange::~HttpExchange() = default;

Result<HttpAnswer> HttpExchange::get(
    const std::string &url, const std::vector<std::string> &headers, std::stop_token stop)
{
    return send(url, headers, nullptr, std::move(stop));
}

Result<HttpAnswer> HttpExchange::post(const std::string &url,
    const std::vector<std::string> &headers, const std::string &body, std::stop_token stop)
{
    return send(url, headers, &body, std::move(stop));
}

Result<HttpAnswer> HttpExchange::request(const std::string &method, const std::string &url,
    const std::vector<std::string> &headers, const std::string *body, std::stop_token stop)
{
    m_transfer->method = method;
    auto answer = send(url, headers, body, std::move(stop));
    m_transfer->method.clear();
    return answer;
}

Result<HttpAnswer> HttpExchange::send(const std::string &url,
    const std::vector<std::string> &headers, const std::string *body, std::stop_token stop)
{
    Transfer &transfer = *m_transfer;
    if (!transfer.curl) {
        static std::once_flag started;
        std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
        transfer.curl = curl_easy_init();
        if (!transfer.curl)
            return Error{ErrorCode::Internal, "the HTTP library could not be started"};
        transfer.prepare();
    }
    transfer.answer = {};
    transfer.stop = std::move(stop);
    transfer.headerBytes = 0;
    transfer.isTooLarge = false;
    curl_slist *list = nullptr;
    for (const std::string &header : headers)
        list = curl_slist_append(list, header.c_str());
    if (!transfer.settings.bearerToken.empty())
        list = curl_slist_append(
            list, ("Authorization: Bearer " + transfer.settings.bearerToken).c_str());
    curl_easy_setopt(transfer.curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(transfer.curl, CURLOPT_HTTPHEADER, list);
    if (body) {
        curl_easy_setopt(transfer.curl, CURLOPT_POST, 1L);
        curl_easy_setopt(transfer.curl, CURLOPT_POSTFIELDS, body->data());
        curl_easy_setopt(
            transfer.curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
    } else {
        curl_easy_setopt(transfer.curl, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(transfer.curl, CURLOPT_CUSTOMREQUEST,
        transfer.method.empty() ? nullptr : transfer.method.c_str());
    const CURLcode code = curl_easy_perform(transfer.curl);
    curl_easy_setopt(transfer.curl, CURLOPT_HTTPHEADER, nullptr);
    curl_slist_free_all(list);
    if (code != CURLE_OK)
        return transfer.failure(code);
    const char *type = nullptr;
    curl_easy_getinfo(transfer.curl, CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(transfer.curl, CURLINFO_RESPONSE_CODE, &transfer.answer.status);
    transfer.answer.contentType = type ? type : "";
    return std::move(transfer.answer);
}

Status checkUrl(const std::string &url)
{
    const bool isHttp = url.starts_with("http://") || url.starts_with("https://");
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
    if (!isHttp || std::ranges::any_of(url, isBad))
        return Error{ErrorCode::InvalidArgument,
            "expected an address such as http://otel-collector.otel.svc:8889/metrics"};
    return Done{};
}

} // namespace binnacle::collect
