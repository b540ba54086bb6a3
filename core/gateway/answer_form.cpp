#include "core/gateway/answer_form.h"

#include "core/codec/gzip.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace binnacle::gateway {

namespace {

constexpr std::size_t kWorthIt = 1024;
constexpr std::size_t kLong = std::size_t{256} << 10;

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// Calls `use` for each item between commas; true from it ends the walk.
template<typename Use>
bool anyItem(std::string_view list, Use use)
{
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        const std::string_view item = trimmed(list.substr(0, comma));
        if (!item.empty() && use(item))
            return true;
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return false;
}

bool isRefused(std::string_view parameters)
{
    const std::size_t q = parameters.find("q=");
    if (q == std::string_view::npos)
        return false;
    const std::string_view value = trimmed(parameters.substr(q + 2));
    return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
}

// Eight bytes at a time: FNV-1a byte by byte would take longer than writing the answer did.
std::uint64_t sumOf(std::string_view text, std::uint64_t seed)
{
    constexpr std::uint64_t kPrime = 0x9FB2'1C65'1E98'DF25ULL;
    std::uint64_t sum = seed ^ (text.size() * kPrime);
    const auto add = [&sum](std::uint64_t word) {
        sum = (sum ^ word) * kPrime;
        sum ^= sum >> 32;
    };
    std::uint64_t word = 0;
    std::size_t at = 0;
    for (; at + sizeof(word) <= text.size(); at += sizeof(word)) {
        std::memcpy(&word, text.data() + at, sizeof(word));
        add(word);
    }
    word = 0;
    std::memcpy(&word, text.data() + at, text.size() - at);
    add(word);
    return sum;
}

} // namespace

bool acceptsGzip(std::string_view acceptEncoding)
{
    bool byStar = false;
    bool isNamed = false;
    bool isGood = false;
    anyItem(acceptEncoding, [&](std::string_view item) {
        const std::size_t semicolon = item.find(';');
        const std::string_view coding = trimmed(item.substr(0, semicolon));
        const bool refused
            = semicolon != std::string_view::npos && isRefused(item.substr(semicolon + 1));
        if (coding == "gzip" || coding == "x-gzip") {
            isNamed = true;
            isGood = !refused;
        } else if (coding == "*") {
            byStar = !refused;
        }
        return false;
    });
    return isNamed ? isGood : byStar;
}

void compressFor(const http::Request &request, http::Response &response)
{
    if (response.body.size() < kWorthIt)
        return;
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!acceptsGzip(request.header("accept-encoding")))
        return;
    // Somebody waits: what is long is better sent soon than small.
    const bool isLong = response.body.size() > kLong;
    response.body = codec::deflateGzip(
        response.body, isLong ? codec::GzipEffort::Quick : codec::GzipEffort::Usual);
    response.headers.emplace_back("Content-Encoding", "gzip");
}

// Two sums of 64 bits over all bytes: what must not happen is that a change goes unseen by
// accident; nobody gains by making one on purpose.
std::string entityTag(std::string_view body)
{
    constexpr std::uint64_t kFirst = 14'695'981'039'346'656'037ULL;
    constexpr std::uint64_t kSecond = 0x9E37'79B9'7F4A'7C15ULL;
    std::array<char, 33> text{};
    char *end = text.data();
    for (const std::uint64_t sum : {sumOf(body, kFirst), sumOf(body, kSecond)})
        end = std::to_chars(end, text.data() + text.size(), sum, 16).ptr;
    return '"' + std::string(text.data(), end) + '"';
}

bool matchesEntityTag(std::string_view ifNoneMatch, std::string_view tag)
{
    return anyItem(ifNoneMatch, [tag](std::string_view item) {
        if (item == "*")
            return true;
        if (item.starts_with("W/"))
            item.remove_prefix(2);
        return item == tag;
    });
}

} // namespace binnacle::gateway
