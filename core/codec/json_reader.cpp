#include "core/codec/json_reader.h"

#include "core/codec/quantity.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace binnacle::codec {

using simdjson::dom::element_type;

namespace {

// A place for `text` in the table of shared strings: good enough when equal texts meet there.
std::size_t placeOf(std::string_view text, std::size_t places)
{
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    const std::size_t part = text.size() < sizeof head ? text.size() : sizeof head;
    std::memcpy(&head, text.data(), part);
    std::memcpy(&tail, text.data() + text.size() - part, part);
    const std::uint64_t mixed
        = (head * 0x9E3779B97F4A7C15ULL) ^ (tail * 0xC2B2AE3D27D4EB4FULL) ^ text.size();
    return static_cast<std::size_t>((mixed * 0x9E3779B97F4A7C15ULL) >> 40) % places;
}

// Kubernetes numbers are integers; "3.0" is one written by a careless encoder.
std::optional<std::int64_t> wholeNumber(const simdjson::dom::element &value)
{
    std::int64_t whole = 0;
    if (value.get(whole) == simdjson::SUCCESS)
        return whole;
    double real = 0;
    constexpr double kLimit = 9.0e15; // exact in a double
    if (value.type() == element_type::DOUBLE && value.get(real) == simdjson::SUCCESS
        && std::trunc(real) == real && std::abs(real) <= kLimit)
        return static_cast<std::int64_t>(real);
    return std::nullopt;
}

} // namespace

std::string JsonPath::text() const
{
    std::string result = parent ? parent->text() : std::string();
    if (index != kNoIndex)
        return result + '[' + std::to_string(index) + ']';
    if (!result.empty() && !key.empty())
        result += '.';
    return result.append(key);
}

void JsonReader::fail(const JsonPath &path, std::string_view what)
{
    if (m_error)
        return;
    const std::string place = path.text();
    m_error = Error{ErrorCode::InvalidArgument,
        (place.empty() ? std::string("document") : place) + ": " + std::string(what)};
}

void JsonReader::failTooMany(const JsonPath &path, std::size_t limit)
{
    if (!m_error)
        m_error = Error{
            ErrorCode::TooLarge, path.text() + ": more than " + std::to_string(limit) + " entries"};
}

std::string_view JsonReader::required(const JsonField &field)
{
    const std::string_view text = view(field);
    if (!field)
        fail(field.path, "missing");
    else if (text.empty())
        fail(field.path, "expected a string that is not empty");
    return text;
}

std::string_view JsonReader::shared(std::string_view text)
{
    constexpr std::size_t kLongestShared = 128;
    if (text.empty() || text.size() > kLongestShared)
        return m_arena.copy(text);
    std::string_view &known = m_shared[placeOf(text, m_shared.size())];
    if (!sameText(known, text))
        known = m_arena.copy(text);
    return known;
}

std::string_view JsonReader::textOrNumber(const JsonField &field)
{
    if (field && !field.value->is_string()) {
        if (const auto number = wholeNumber(*field.value))
            return shared(std::to_string(*number));
    }
    return shared(field);
}

std::int64_t JsonReader::integer(const JsonField &field, std::int64_t absent)
{
    if (!field)
        return absent;
    if (const auto number = wholeNumber(*field.value))
        return *number;
    fail(field.path, "expected an integer");
    return absent;
}

std::int32_t JsonReader::integer32(const JsonField &field, std::int32_t absent)
{
    using Limits = std::numeric_limits<std::int32_t>;
    const std::int64_t number = integer(field, absent);
    if (number >= Limits::min() && number <= Limits::max())
        return static_cast<std::int32_t>(number);
    fail(field.path, "the number is out of range");
    return absent;
}

bool JsonReader::flag(const JsonField &field, bool absent)
{
    bool value = absent;
    if (field && field.value->get(value) != simdjson::SUCCESS)
        fail(field.path, "expected true or false");
    return value;
}

Timestamp JsonReader::time(const JsonField &field)
{
    const std::string_view text = view(field);
    if (text.empty())
        return {};
    const auto at = parseRfc3339(text);
    if (at)
        return *at;
    fail(field.path, "expected an RFC 3339 time");
    return {};
}

Timestamp JsonReader::timeOrUnknown(const JsonField &field)
{
    const std::string_view text = view(field);
    if (text.empty())
        return {};
    const auto at = parseRfc3339(text);
    return at ? *at : Timestamp{};
}

std::int64_t JsonReader::quantity(const JsonField &field, Quantity parse)
{
    if (!field)
        return -1;
    std::optional<std::int64_t> value;
    std::string_view text;
    if (field.value->get(text) == simdjson::SUCCESS) {
        if (text.empty())
            return -1;
        value = parse(text);
    } else if (double number = 0; field.value->get(number) == simdjson::SUCCESS) {
        const auto whole = wholeNumber(*field.value);
        value = parse(whole ? std::to_string(*whole) : std::to_string(number));
    }
    if (value)
        return *value;
    fail(field.path, "expected a quantity such as \"250m\" or \"91Mi\"");
    return -1;
}

std::int64_t JsonReader::cpu(const JsonField &field)
{
    return quantity(field, &cpuMillicores);
}

std::int64_t JsonReader::memory(const JsonField &field)
{
    return quantity(field, &memoryBytes);
}

std::optional<simdjson::dom::object> JsonReader::object(const JsonField &field)
{
    return field ? objectAt(field.path, *field.value) : std::nullopt;
}

std::optional<simdjson::dom::object> JsonReader::objectAt(
    const JsonPath &path, const simdjson::dom::element &element)
{
    simdjson::dom::object value;
    if (element.get(value) == simdjson::SUCCESS)
        return value;
    fail(path, "expected an object");
    return std::nullopt;
}

std::optional<simdjson::dom::array> JsonReader::array(const JsonField &field)
{
    simdjson::dom::array value;
    if (!field)
        return std::nullopt;
    if (field.value->get(value) == simdjson::SUCCESS)
        return value;
    fail(field.path, "expected an array");
    return std::nullopt;
}

} // namespace binnacle::codec
