#include "core/codec/json_document.h"

#include "core/codec/json_dom.h"
#include "core/codec/kept_memory.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <span>

namespace binnacle::codec {

namespace {

Error tooLarge(const std::string &what, std::size_t limit, std::string_view unit)
{
    return {ErrorCode::TooLarge,
        what + " exceeds the limit of " + std::to_string(limit) + ' ' + std::string(unit)};
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Walks over one string. REQUIRES: json[at] is its opening quote. Returns the index behind its
// closing quote, or the size when there is none.
std::size_t skipString(std::string_view json, std::size_t at)
{
    for (++at; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

struct Shape
{
    std::size_t separators = 0; // commas and opening brackets outside strings
    std::size_t depth = 0;
};

Shape exactShape(std::string_view json)
{
    Shape shape;
    std::size_t open = 0;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            at = skipString(json, at);
            continue;
        }
        shape.separators += c == ',' || c == '[' || c == '{';
        if (c == '[' || c == '{')
            shape.depth = std::max(shape.depth, ++open);
        else if ((c == ']' || c == '}') && open > 0)
            --open;
        ++at;
    }
    return shape;
}

// Never less than the number of values: separators inside strings are counted too. Written with
// the vector types of GCC and Clang, because it reads every byte of every snapshot.
std::size_t separatorsAtMost(std::string_view json)
{
    using Vector [[gnu::vector_size(16)]] = std::uint8_t;
    constexpr std::size_t kRounds = 255; // a lane counts at most one hit a round
    const Vector comma = Vector{} + std::uint8_t{','};
    const Vector opening = Vector{} + std::uint8_t{'{'};
    const Vector difference = Vector{} + std::uint8_t{'{' ^ '['}; // one bit

    std::size_t total = 0;
    std::size_t at = 0;
    while (at + sizeof(Vector) <= json.size()) {
        Vector hits{};
        for (std::size_t i = 0; i < kRounds && at + sizeof(Vector) <= json.size(); ++i) {
            Vector bytes;
            std::memcpy(&bytes, json.data() + at, sizeof bytes);
            // A comparison that holds gives a lane of ones, which is minus one.
            hits -= std::bit_cast<Vector>(bytes == comma);
            hits -= std::bit_cast<Vector>((bytes | difference) == opening);
            at += sizeof bytes;
        }
        for (std::size_t lane = 0; lane < sizeof(Vector); ++lane)
            total += hits[lane];
    }
    for (; at < json.size(); ++at)
        total += json[at] == ',' || json[at] == '[' || json[at] == '{';
    return total;
}

// Where the parser's first stage found brackets, separators and starts of scalars, ascending.
std::span<const std::uint32_t> structuralIndexes(const simdjson::dom::parser &parser)
{
    return {parser.implementation->structural_indexes.get(),
        parser.implementation->n_structural_indexes};
}

// A long string leaves a gap between structural characters, and gaps longer than the limit can be
// found by looking at a few places only. Lengths are bytes as written, between the quotes.
bool hasLongString(
    std::string_view json, std::span<const std::uint32_t> structurals, std::size_t limit)
{
    const std::size_t stride = limit / 2 + 1;
    for (std::size_t probe = stride; probe < json.size();) {
        const auto next = std::ranges::upper_bound(structurals, probe);
        std::size_t end = next == structurals.end() ? json.size() : *next;
        const std::size_t gapEnd = end;
        if (next != structurals.begin() && json[*(next - 1)] == '"') {
            const std::size_t start = *(next - 1);
            while (end > start && isSpace(json[end - 1]))
                --end;
            if (end - start > limit + 2)
                return true;
        }
        probe = std::max(probe + stride, gapEnd);
    }
    return false;
}

// A long number leaves a gap behind its start, as a long string does. Gaps are compared in blocks
// that compilers vectorise; only wide ones are looked at.
bool hasLongNumber(
    std::string_view json, std::span<const std::uint32_t> structurals, std::size_t limit)
{
    constexpr std::size_t kBlock = 64;
    const auto widest = static_cast<std::uint32_t>(
        std::min<std::size_t>(limit, std::numeric_limits<std::int32_t>::max()));
    const auto isLongNumber = [&](std::size_t index) {
        const std::size_t start = structurals[index];
        std::size_t end = index + 1 < structurals.size() ? structurals[index + 1] : json.size();
        if (end - start <= limit
            || (json[start] != '-' && (json[start] < '0' || json[start] > '9')))
            return false;
        while (isSpace(json[end - 1]))
            --end;
        return end - start > limit;
    };
    for (std::size_t at = 0; at < structurals.size(); at += kBlock) {
        const std::size_t end = std::min(at + kBlock, structurals.size());
        bool wide = end == structurals.size();
        if (!wide) {
            std::uint32_t differences = 0; // a wider gap borrows, which sets the highest bit
            for (std::size_t i = at; i < at + kBlock; ++i)
                differences |= widest - (structurals[i + 1] - structurals[i]);
            wide = differences >> 31;
        }
        for (std::size_t i = at; wide && i < end; ++i) {
            if (isLongNumber(i))
                return true;
        }
    }
    return false;
}

// simdjson's DOM says what is wrong but not where, so a broken body is read a second time.
Error malformed(const std::string &json, simdjson::error_code failure)
{
    using namespace rapidjson;
    if (skipSpace(json, 0) == json.size())
        return {ErrorCode::MalformedBody, "not JSON at byte 0: the document is empty"};
    Reader reader;
    BaseReaderHandler<> ignore;
    // Knows its end: a string stream's UTF-8 check runs past a sequence cut off by the last byte.
    MemoryStream stream(json.data(), json.size());
    constexpr unsigned kFlags = kParseIterativeFlag | kParseValidateEncodingFlag;
    const ParseResult result = reader.Parse<kFlags>(stream, ignore);
    std::string message = "not JSON";
    if (result.IsError())
        message += " at byte " + std::to_string(result.Offset()) + ": "
            + GetParseError_En(result.Code());
    else if (const std::size_t nul = json.find('\0'); nul != std::string::npos)
        message += " at byte " + std::to_string(nul) + ": a NUL byte";
    else
        message += std::string(": ") + simdjson::error_message(failure);
    return {ErrorCode::MalformedBody, message};
}

Error failureOf(const std::string &json, simdjson::error_code failure)
{
    if (failure == simdjson::MEMALLOC || failure == simdjson::CAPACITY)
        return {ErrorCode::TooLarge,
            "JSON document of " + std::to_string(json.size())
                + " bytes is larger than the memory for it"};
    return malformed(json, failure);
}

simdjson::error_code prepare(simdjson::dom::parser &parser, std::size_t bytes, std::size_t maxDepth)
{
    if (parser.capacity() > kKeptCapacity && bytes <= kKeptCapacity / 2)
        parser = simdjson::dom::parser();
    if (parser.capacity() >= bytes && parser.capacity() > 0 && parser.max_depth() == maxDepth)
        return simdjson::SUCCESS;
    // Bodies of one agent vary by a few percent; do not reallocate for each of them.
    return parser.allocate(std::max(bytes + bytes / 8, parser.capacity()), maxDepth);
}

simdjson::simdjson_result<simdjson::dom::element> parseWithDepth(
    simdjson::dom::parser &parser, const std::string &json, std::size_t maxDepth)
{
    if (const auto failure = prepare(parser, json.size(), maxDepth))
        return failure;
    return parser.parse(json);
}

} // namespace

Status checkNodeCount(std::string_view json, const JsonLimits &limits)
{
    // Every value but the first is preceded by a comma or by the bracket it is the first behind.
    if (separatorsAtMost(json) < limits.nodes || exactShape(json).separators < limits.nodes)
        return Done{};
    return tooLarge("JSON document", limits.nodes, "values");
}

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

std::size_t endOfFirstValue(std::string_view text)
{
    std::size_t open = 0;
    std::size_t at = skipSpace(text, 0);
    while (at < text.size()) {
        const char c = text[at];
        at = c == '"' ? skipString(text, at) : at + 1;
        if (c == '[' || c == '{')
            ++open;
        else if ((c == ']' || c == '}') && open > 0)
            --open;
        else if (open == 0 && c != '"' && at < text.size() && !isSpace(text[at]))
            continue; // inside a bare word or number
        if (open == 0)
            return at;
    }
    return std::string_view::npos;
}

Result<simdjson::dom::element> parseJson(const std::string &json, const JsonLimits &limits)
{
    if (auto counted = checkNodeCount(json, limits); !counted)
        return std::move(counted).error();
    return parseCounted(json, limits);
}

Result<simdjson::dom::element> parseCounted(const std::string &json, const JsonLimits &limits)
{
    thread_local simdjson::dom::parser parser;

    // simdjson does not count an empty container as a level. So one level less first, which no
    // document in practice exceeds, and exact counting only for those that do.
    auto parsed = parseWithDepth(parser, json, limits.depth);
    if (parsed.error() == simdjson::DEPTH_ERROR) {
        if (exactShape(json).depth > limits.depth)
            return tooLarge("nesting of the JSON document", limits.depth, "levels");
        parsed = parseWithDepth(parser, json, limits.depth + 1);
    }
    if (parsed.error())
        return failureOf(json, parsed.error());

    const auto structurals = structuralIndexes(parser);
    if (json.size() > limits.stringBytes && hasLongString(json, structurals, limits.stringBytes))
        return tooLarge("a JSON string", limits.stringBytes, "bytes");
    if (hasLongNumber(json, structurals, limits.numberChars))
        return tooLarge("a JSON number", limits.numberChars, "characters");
    return parsed.value_unsafe();
}

Status validateJson(const std::string &json, const JsonLimits &limits)
{
    auto parsed = parseJson(json, limits);
    if (!parsed)
        return std::move(parsed).error();
    return Done{};
}

} // namespace binnacle::codec
