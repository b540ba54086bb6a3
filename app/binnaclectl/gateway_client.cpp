#include "app/binnaclectl/gateway_client.h"

#include "core/collect/http_exchange.h"

#include <rapidjson/document.h>

#include <QUrl>

#include <utility>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view kBase = "/api/v2";
constexpr Duration kPatience{60'000};
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

// What the gateway said went wrong, with its code where we know it.
Error errorOf(const collect::HttpAnswer &response)
{
    ErrorCode code = ErrorCode::Internal;
    switch (response.status) {
    case 400:
    case 422:
        code = ErrorCode::InvalidArgument;
        break;
    case 401:
        code = ErrorCode::Unauthenticated;
        break;
    case 403:
        code = ErrorCode::PermissionDenied;
        break;
    case 404:
        code = ErrorCode::NotFound;
        break;
    case 409:
        code = ErrorCode::Conflict;
        break;
    case 429:
        code = ErrorCode::Busy;
        break;
    case 503:
        code = ErrorCode::Unavailable;
        break;
    case 504:
        code = ErrorCode::Timeout;
        break;
    default:
        break;
    }
    rapidjson::Document json;
    json.Parse(response.body.data(), response.body.size());
    if (json.IsObject() && json.HasMember("error") && json["error"].IsString()) {
        std::string message = json["error"].GetString();
        if (json.HasMember("suggestion") && json["suggestion"].IsString())
            message.append("; did you mean ").append(json["suggestion"].GetString()).append("?");
        return {code, message};
    }
    return {code, "the gateway answered " + std::to_string(response.status)};
}

} // namespace

Result<GatewayClient> GatewayClient::create(GatewayOptions options)
{
    const QUrl url(QString::fromStdString(options.url));
    const bool isHttp = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !url.userInfo().isEmpty())
        return Error{
            ErrorCode::InvalidArgument, "--url: write http://HOST:PORT or https://HOST:PORT"};
    if (options.token.empty())
        return Error{ErrorCode::InvalidArgument,
            "--url needs a token: set BINNACLE_TOKEN or give --token-file FILE"};
    while (options.url.ends_with('/'))
        options.url.pop_back();
    return GatewayClient(std::move(options));
}

GatewayClient::GatewayClient(GatewayOptions options)
    : m_base(options.url.append(kBase))
    , m_exchange(std::make_unique<collect::HttpExchange>(
          collect::ExchangeSettings{.bearerToken = std::move(options.token),
              .caFile = std::move(options.caFile),
              .timeout = kPatience,
              .answerLimit = kMostBytes}))
{}

GatewayClient::GatewayClient(GatewayClient &&) noexcept = default;
GatewayClient::~GatewayClient() = default;

Result<std::string> GatewayClient::get(const std::string &path)
{
    return send("GET", path, nullptr);
}

Result<std::string> GatewayClient::post(const std::string &path, const std::string &body)
{
    return send("POST", path, &body);
}

Result<std::string> GatewayClient::put(const std::string &path, const std::string &body)
{
    return send("PUT", path, &body);
}

Result<std::string> GatewayClient::remove(const std::string &path)
{
    return send("DELETE", path, nullptr);
}

Result<std::string> GatewayClient::send(
    const std::string &method, const std::string &path, const std::string *body)
{
    std::vector<std::string> headers{"Accept: application/json"};
    if (body)
        headers.emplace_back("Content-Type: application/json");
    auto answer = m_exchange->request(method, m_base + path, headers, body, {});
    if (!answer)
        return withContext(answer.error(), m_base);
    if (answer->status >= 400)
        return errorOf(*answer);
    return std::move(answer->body);
}

std::string percentEncoded(std::string_view text)
{
    return QUrl::toPercentEncoding(
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())))
        .toStdString();
}

} // namespace binnacle::ctl
