#include "core/kube/api_client.h"

#include "core/base/printable.h"
#include "core/kube/bearer_token.h"
#include "core/kube/json_value.h"
#include "core/kube/pause.h"

#include <algorithm>
#include <array>
#include <curl/curl.h>
#include <mutex>
#include <utility>

namespace binnacle::kube {

namespace {

constexpr int kMostAttempts = 4;
constexpr Duration kConnectTimeout{10'000};

std::string_view withoutScheme(std::string_view server)
{
    return server.substr(server.find("://") + 3);
}

curl_blob blobOf(const std::string &pem)
{
    // libcurl only reads what it is told not to copy; the settings outlive the handle.
    return {const_cast<char *>(pem.data()), pem.size(), CURL_BLOB_NOCOPY};
}

ErrorCode codeOf(long status)
{
    struct Meaning
    {
        long status;
        ErrorCode code;
    };
    constexpr std::array<Meaning, 9> kMeanings{{
        {400, ErrorCode::InvalidArgument},
        {401, ErrorCode::Unauthenticated},
        {403, ErrorCode::PermissionDenied},
        {404, ErrorCode::NotFound},
        {409, ErrorCode::Conflict},
        {413, ErrorCode::TooLarge},
        {422, ErrorCode::InvalidArgument},
        {429, ErrorCode::Busy},
        {504, ErrorCode::Timeout},
    }};
    const auto *found = std::ranges::find(kMeanings, status, &Meaning::status);
    return found == kMeanings.end() ? ErrorCode::Unavailable : found->code;
}

} // namespace

Error errorOfAnswer(long status, const std::string &body)
{
    constexpr std::size_t kShown = 200;
    const std::string answered = "the API server answered " + std::to_string(status);
    if (status >= 300 && status < 400)
        return {ErrorCode::Unavailable, answered + ", a redirect, which is not followed"};
    std::string message;
    if (const auto document = parseValue(body))
        message = textOf(**document, "message");
    if (message.empty())
        message = answered + ' ' + printable(body.substr(0, kShown));
    if (status == 401)
        message = "the API server does not accept the credentials: " + message;
    return {codeOf(status), std::move(message)};
}

namespace {

// A gateway that heard nothing of the API server in time knows no more than we do.
Error errorOf(const ApiRequest &request, long status, const std::string &body)
{
    Error error = errorOfAnswer(status, body);
    if (request.method != "GET" && (status == 502 || status == 504))
        error.message += kInDoubt;
    return error;
}

} // namespace

struct ApiClient::Transfer
{
    explicit Transfer(ApiClientSettings given)
        : settings(std::move(given))
        , token(settings.access)
    {}
    ~Transfer()
    {
        curl_slist_free_all(connectTo);
        curl_easy_cleanup(curl);
    }
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    Status start();
    void setAccess();
    void setServerName();
    Status perform(const ApiRequest &request, const CallBudget &budget);
    void setRequest(const ApiRequest &request, const CallBudget &budget);
    Error failure(CURLcode code, const ApiRequest &request) const;

    static std::size_t onBytes(char *bytes, std::size_t size, std::size_t count, void *self);
    static int onProgress(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

    const ApiClientSettings settings;
    BearerToken token;
    CURL *curl = nullptr;
    curl_slist *connectTo = nullptr;
    std::string base; // of every URL
    std::array<char, CURL_ERROR_SIZE> detail{};
    std::stop_token stop;
    bool isTooLarge = false;
    // Of the last answer:
    long status = 0;
    Duration retryAfter{};
    std::string body;
};

std::size_t ApiClient::Transfer::onBytes(
    char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<Transfer *>(self);
    const std::size_t total = size * count;
    transfer.isTooLarge = transfer.body.size() + total > transfer.settings.answerLimit;
    if (transfer.isTooLarge)
        return 0; // ends the transfer
    transfer.body.append(bytes, total);
    return total;
}

int ApiClient::Transfer::onProgress(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Transfer *>(self)->stop.stop_requested() ? 1 : 0;
}

Status ApiClient::Transfer::start()
{
    if (curl)
        return Done{};
    static std::once_flag started;
    std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    curl = curl_easy_init();
    if (!curl)
        return Error{ErrorCode::Internal, "the HTTP library could not be started"};
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "binnacle/" BINNACLE_VERSION);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kConnectTimeout.count()));
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::onBytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    setAccess();
    return Done{};
}

void ApiClient::Transfer::setAccess()
{
    const ApiAccess &access = settings.access;
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const long verifies = access.skipsVerification ? 0L : 1L;
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, verifies);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, verifies * 2L);
    if (!access.authorityPem.empty()) {
        curl_blob authority = blobOf(access.authorityPem);
        curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &authority);
        // Else the system's authorities would count beside the one that was named.
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    }
    if (!access.clientCertificatePem.empty()) {
        curl_blob certificate = blobOf(access.clientCertificatePem);
        curl_blob key = blobOf(access.clientKeyPem);
        curl_easy_setopt(curl, CURLOPT_SSLCERTTYPE, "PEM");
        curl_easy_setopt(curl, CURLOPT_SSLCERT_BLOB, &certificate);
        curl_easy_setopt(curl, CURLOPT_SSLKEYTYPE, "PEM");
        curl_easy_setopt(curl, CURLOPT_SSLKEY_BLOB, &key);
        curl_easy_setopt(curl, CURLOPT_KEYPASSWD, ""); // never asks at the terminal
    }
    base = access.server;
    if (!access.serverName.empty())
        setServerName();
}

// The name for the certificate stands in the URL, the connection goes to the server all the same.
void ApiClient::Transfer::setServerName()
{
    const ApiAccess &access = settings.access;
    const std::string scheme = access.server.substr(0, access.server.find("://") + 3);
    const std::string_view rest = withoutScheme(access.server);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view authority = rest.substr(0, slash);
    const std::size_t colon = authority.rfind(':');
    const bool hasPort
        = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    const std::string host(authority.substr(0, hasPort ? colon : authority.size()));
    const std::string port(hasPort ? authority.substr(colon + 1) : "443");
    base = scheme + access.serverName + ':' + port + std::string(rest.substr(slash));
    connectTo = curl_slist_append(nullptr, ("::" + host + ':' + port).c_str());
    curl_easy_setopt(curl, CURLOPT_CONNECT_TO, connectTo);
}

void ApiClient::Transfer::setRequest(const ApiRequest &request, const CallBudget &budget)
{
    stop = budget.stop;
    body.clear();
    isTooLarge = false;
    detail.front() = '\0';
    curl_easy_setopt(curl, CURLOPT_URL, (base + request.path).c_str());
    curl_easy_setopt(
        curl, CURLOPT_TIMEOUT_MS, static_cast<long>(budget.left(settings.timeout).count()));
    const bool isRead = request.method == "GET";
    if (isRead) {
        curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    } else {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
        curl_easy_setopt(
            curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, isRead ? nullptr : request.method.c_str());
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, isRead ? 0L : 1L);
}

Status ApiClient::Transfer::perform(const ApiRequest &request, const CallBudget &budget)
{
    const auto bearer = token.current();
    if (!bearer)
        return bearer.error();
    setRequest(request, budget);
    curl_slist *headers = curl_slist_append(nullptr, ("Accept: " + request.accept).c_str());
    headers = curl_slist_append(headers, "Expect:");
    if (!request.contentType.empty())
        headers = curl_slist_append(headers, ("Content-Type: " + request.contentType).c_str());
    if (!bearer->empty())
        headers = curl_slist_append(headers, ("Authorization: Bearer " + *bearer).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
    curl_slist_free_all(headers);
    if (code != CURLE_OK)
        return failure(code, request);
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    retryAfter = std::chrono::seconds(std::clamp<curl_off_t>(seconds, 1, 10));
    return Done{};
}

Error ApiClient::Transfer::failure(CURLcode code, const ApiRequest &request) const
{
    const std::string said = detail.front() ? detail.data() : curl_easy_strerror(code);
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return {ErrorCode::PermissionDenied,
            "the certificate is not trusted or not usable: " + printable(said)};
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_URL_MALFORMAT:
        return {ErrorCode::Unavailable, "the API server was not reached: " + printable(said)};
    default:
        break;
    }
    // From here on the API server may have read the request.
    const std::string doubt(request.method == "GET" ? std::string_view() : kInDoubt);
    if (isTooLarge)
        return {ErrorCode::TooLarge,
            "the answer is larger than " + std::to_string(settings.answerLimit >> 20) + " MiB: it "
                + "was refused whole" + doubt};
    if (code == CURLE_OPERATION_TIMEDOUT)
        return {ErrorCode::Timeout, "no complete answer of the API server in time" + doubt};
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return {ErrorCode::Cancelled, "the request was cancelled" + doubt};
    return {ErrorCode::Unavailable,
        "the connection to the API server broke: " + printable(said) + doubt};
}

ApiClient::ApiClient(ApiClientSettings settings)
    : m_transfer(std::make_unique<Transfer>(std::move(settings)))
{}

ApiClient::~ApiClient() = default;

Result<std::string> ApiClient::send(const ApiRequest &request, const CallBudget &budget)
{
    Transfer &transfer = *m_transfer;
    if (Status started = transfer.start(); !started)
        return started.error();
    for (int attempt = 1;; ++attempt) {
        if (Status performed = transfer.perform(request, budget); !performed)
            return performed.error();
        if (transfer.status / 100 == 2)
            return std::move(transfer.body);
        const bool isStale = transfer.status == 401 && attempt == 1 && transfer.token.forget();
        const bool isBusy = transfer.status == 429 && attempt < kMostAttempts
            && budget.left(transfer.retryAfter * 2) > transfer.retryAfter;
        if (isBusy)
            pauseFor(transfer.retryAfter, budget.stop);
        if (!isStale && !isBusy)
            return errorOf(request, transfer.status, transfer.body);
    }
}

} // namespace binnacle::kube
