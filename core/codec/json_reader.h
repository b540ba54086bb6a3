#pragma once

#include "core/base/arena.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/codec/json_keys.h"

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle::codec {

// Where in the document we are: a chain on the stack that costs nothing until an error prints it.
struct JsonPath
{
    static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);

    const JsonPath *parent = nullptr;
    std::string_view key;
    std::size_t index = kNoIndex;

    std::string text() const; // "pods[3].summary.name"
};

// One member of an object; `value` is null when the object has none or it is JSON null.
struct JsonField
{
    const simdjson::dom::element *value = nullptr;
    JsonPath path;

    explicit operator bool() const { return value != nullptr; }
};

// Turns JSON values into fields of ours. Absent members give the default. The first value of a
// wrong shape is remembered with its path; from then on defaults are returned, so callers look at
// failed() once per object, not once per field.
class JsonReader
{
public:
    // `arena` must outlive the reader; what copy() and shared() return lives in it.
    explicit JsonReader(Arena &arena)
        : m_arena(arena)
    {}

    bool failed() const { return m_error.has_value(); }
    Error takeError() { return *std::move(m_error); }
    void fail(const JsonPath &path, std::string_view what);
    void failTooMany(const JsonPath &path, std::size_t limit);

    // Into the parser's memory: copy before the next document is parsed.
    std::string_view view(const JsonField &field)
    {
        std::string_view text;
        if (field && field.value->get(text) != simdjson::SUCCESS)
            fail(field.path, "expected a string");
        return text;
    }
    std::string_view required(const JsonField &field); // missing or empty is an error

    std::string_view copy(const JsonField &field) { return m_arena.copy(view(field)); }
    std::string_view copy(std::string_view text) { return m_arena.copy(text); }
    // For text that many objects have in common: kept once, most of the time.
    std::string_view shared(const JsonField &field) { return shared(view(field)); }
    std::string_view shared(std::string_view text);
    std::string_view textOrNumber(const JsonField &field); // copied

    std::int64_t integer(const JsonField &field, std::int64_t absent = 0);
    std::int32_t integer32(const JsonField &field, std::int32_t absent = 0);
    bool flag(const JsonField &field, bool absent = false);

    Timestamp time(const JsonField &field);
    // For the few fields that agents fill with free text: anything else is "unknown".
    Timestamp timeOrUnknown(const JsonField &field);

    std::int64_t cpu(const JsonField &field);    // millicores, -1 when absent
    std::int64_t memory(const JsonField &field); // bytes, -1 when absent

    std::optional<simdjson::dom::object> object(const JsonField &field);
    std::optional<simdjson::dom::array> array(const JsonField &field);
    std::optional<simdjson::dom::object> objectAt(
        const JsonPath &path, const simdjson::dom::element &element);

    Arena &arena() { return m_arena; }

private:
    using Quantity = std::optional<std::int64_t> (*)(std::string_view);
    std::int64_t quantity(const JsonField &field, Quantity parse);

    Arena &m_arena;
    std::optional<Error> m_error;
    std::array<std::string_view, 2048> m_shared{};
};

// The members of one object that `Table` knows, gathered in a single pass over it. camelCase wins
// over snake_case, the last one wins over earlier ones of the same spelling. An absent object has
// no members. Fields point back at this, so it stays where it is.
template<const auto &Table>
class JsonFields
{
public:
    JsonFields(const JsonPath &path, simdjson::dom::object object)
        : m_path(path)
    {
        gather(object);
    }
    JsonFields(JsonReader &in, const JsonField &field)
        : m_path(field.path)
    {
        if (const auto object = in.object(field))
            gather(*object);
    }
    JsonFields(const JsonFields &) = delete;
    JsonFields &operator=(const JsonFields &) = delete;

    template<Literal Name>
    JsonField at() const
    {
        static constexpr std::uint8_t kId = Table.idOf(Name.view());
        static_assert(kId != Table.kUnknown, "the table has no such key");
        const Slot &slot = m_slots[kId];
        return {slot.state == State::Absent ? nullptr : &slot.value,
            {.parent = &m_path, .key = Table.nameOf(kId)}};
    }

private:
    enum class State : std::uint8_t { Absent, Snake, Camel };
    struct Slot
    {
        simdjson::dom::element value;
        State state = State::Absent;
    };

    void gather(simdjson::dom::object object)
    {
        for (const simdjson::dom::key_value_pair member : object) {
            const auto match = Table.find(member.key);
            if (match.id == Table.kUnknown || member.value.is_null())
                continue;
            Slot &slot = m_slots[match.id];
            if (slot.state != State::Camel || match.camel)
                slot = {member.value, match.camel ? State::Camel : State::Snake};
        }
    }

    JsonPath m_path;
    std::array<Slot, Table.kSize> m_slots{};
};

} // namespace binnacle::codec
