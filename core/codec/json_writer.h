#pragma once

#include "core/base/time.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::codec {

// RapidJSON's writer with our types: std::string_view and Timestamp.
template<typename Writer>
class BasicJsonWriter
{
public:
    BasicJsonWriter()
        : m_writer(m_buffer)
    {}

    BasicJsonWriter &beginObject() { return m_writer.StartObject(), *this; }
    BasicJsonWriter &endObject() { return m_writer.EndObject(), *this; }
    BasicJsonWriter &beginArray() { return m_writer.StartArray(), *this; }
    BasicJsonWriter &endArray() { return m_writer.EndArray(), *this; }
    BasicJsonWriter &key(std::string_view name)
    {
        return m_writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())), *this;
    }
    BasicJsonWriter &value(std::string_view text)
    {
        return m_writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size())), *this;
    }
    BasicJsonWriter &value(const char *text) { return value(std::string_view(text)); }
    BasicJsonWriter &value(std::int64_t number) { return m_writer.Int64(number), *this; }
    BasicJsonWriter &value(std::int32_t number) { return m_writer.Int(number), *this; }
    BasicJsonWriter &value(double number) { return m_writer.Double(number), *this; }
    BasicJsonWriter &value(bool flag) { return m_writer.Bool(flag), *this; }
    // Unknown times are null.
    BasicJsonWriter &value(Timestamp at)
    {
        return isKnown(at) ? value(std::string_view(formatRfc3339(at))) : null();
    }
    BasicJsonWriter &null() { return m_writer.Null(), *this; }
    // REQUIRES: `json` is a well-formed value.
    BasicJsonWriter &raw(std::string_view json)
    {
        return m_writer.RawValue(json.data(), json.size(), rapidjson::kObjectType), *this;
    }

    template<typename T>
    BasicJsonWriter &member(std::string_view name, const T &content)
    {
        return key(name).value(content);
    }

    std::string take() { return {m_buffer.GetString(), m_buffer.GetSize()}; }

private:
    rapidjson::StringBuffer m_buffer;
    Writer m_writer;
};

using JsonWriter = BasicJsonWriter<rapidjson::Writer<rapidjson::StringBuffer>>;
using PrettyJsonWriter = BasicJsonWriter<rapidjson::PrettyWriter<rapidjson::StringBuffer>>;

} // namespace binnacle::codec
