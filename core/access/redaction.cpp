#include "core/access/audit_log.h"
#include "core/access/secret_text.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace binnacle::access {

namespace {

constexpr std::size_t kMost = 2048;

using Allocator = rapidjson::Document::AllocatorType;

void setText(rapidjson::Value &value, std::string_view text, Allocator &allocator)
{
    value.SetString(text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator);
}

void mask(rapidjson::Value &value, Allocator &allocator, int depth)
{
    constexpr int kDeepest = 64;
    if (depth > kDeepest)
        return setText(value, kMask, allocator);
    if (value.IsString()) {
        // Bodies within a body, headers, URLs.
        const std::string_view text(value.GetString(), value.GetStringLength());
        if (const std::string masked = maskText(text); masked != text)
            setText(value, masked, allocator);
    } else if (value.IsArray()) {
        for (auto &item : value.GetArray())
            mask(item, allocator, depth + 1);
    } else if (value.IsObject()) {
        for (auto &member : value.GetObject()) {
            if (namesSecret({member.name.GetString(), member.name.GetStringLength()}))
                setText(member.value, kMask, allocator);
            else
                mask(member.value, allocator, depth + 1);
        }
    }
}

} // namespace

std::string redact(std::string_view body)
{
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    if (json.HasParseError() || !(json.IsObject() || json.IsArray()))
        return cutText(maskText(body), kMost);
    mask(json, json.GetAllocator(), 0);
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    json.Accept(writer);
    return cutText({buffer.GetString(), buffer.GetSize()}, kMost);
}

} // namespace binnacle::access
