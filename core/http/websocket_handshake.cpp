#include "core/http/websocket_handshake.h"

#include "core/http/host_policy.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace binnacle::http {

namespace {

constexpr std::size_t kKeyLength = 24; // base64 of 16 bytes

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The elements of a comma-separated header, all of its lines together.
std::vector<std::string> elementsOf(const Request &request, std::string_view name)
{
    std::vector<std::string> elements;
    for (const auto &[header, value] : request.headers) {
        if (header != name)
            continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            if (const std::string_view element = trimmed(rest.substr(0, comma)); !element.empty())
                elements.emplace_back(element);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        }
    }
    return elements;
}

bool lists(const Request &request, std::string_view name, std::string_view wanted)
{
    return std::ranges::any_of(elementsOf(request, name),
        [wanted](const std::string &element) { return lowerCase(element) == wanted; });
}

// 16 bytes in base64: 22 digits, of which the last carries two bits, and two signs.
bool isKey(std::string_view key)
{
    constexpr std::string_view kDigits
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return key.size() == kKeyLength && key.ends_with("==")
        && key.substr(0, kKeyLength - 2).find_first_not_of(kDigits) == std::string_view::npos
        && std::string_view("AQgw").find(key[kKeyLength - 3]) != std::string_view::npos;
}

} // namespace

std::vector<std::string> offeredProtocols(const Request &request)
{
    return elementsOf(request, "sec-websocket-protocol");
}

std::optional<ReadFailure> refusalOfHandshake(const Request &request, bool http11)
{
    const auto countOf = [&request](std::string_view name) {
        return std::ranges::count_if(
            request.headers, [name](const auto &header) { return header.first == name; });
    };
    const bool isWebSocket = http11 && request.method == Method::Get
        && lowerCase(request.header("upgrade")) == "websocket" && countOf("upgrade") == 1
        && lists(request, "connection", "upgrade");
    if (!isWebSocket)
        return ReadFailure{400, "this endpoint does not upgrade to another protocol"};
    if (countOf("sec-websocket-version") != 1 || request.header("sec-websocket-version") != "13")
        return ReadFailure{426, "the only version of WebSocket spoken here is 13"};
    if (countOf("sec-websocket-key") != 1 || !isKey(request.header("sec-websocket-key")))
        return ReadFailure{400, "Sec-WebSocket-Key: 16 bytes in base64 are required"};
    return std::nullopt;
}

std::string webSocketAccept(std::string_view key)
{
    constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const std::string text = std::string(key).append(kGuid);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha1(), nullptr);
    std::array<unsigned char, 4 * (EVP_MAX_MD_SIZE / 3 + 1) + 1> coded{};
    const int used = EVP_EncodeBlock(coded.data(), digest.data(), static_cast<int>(length));
    return {coded.begin(), coded.begin() + used};
}

std::string switchingHead(std::string_view key, std::string_view protocol)
{
    std::string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + webSocketAccept(key) + "\r\n";
    if (!protocol.empty())
        head.append("Sec-WebSocket-Protocol: ").append(protocol).append("\r\n");
    return head + "\r\n";
}

} // namespace binnacle::http
