#include "core/kube/object_text.h"

#include "core/base/printable.h"
#include "core/kube/base64.h"
#include "core/kube/json_value.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace binnacle::kube {

namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr const char *kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

void maskValues(Value &object, Document::AllocatorType &memory)
{
    for (const char *name : {"data", "stringData"}) {
        Value *values = memberOf(object, name);
        if (!values || !values->IsObject())
            continue;
        for (auto &member : values->GetObject()) {
            const std::string packed = textOf(member.value);
            const auto plain = decodeBase64(packed);
            const std::string told
                = '<' + std::to_string((plain ? *plain : packed).size()) + " bytes>";
            member.value.SetString(told.c_str(), memory);
        }
    }
}

void tidyOne(Value &object, bool isSecret, Document::AllocatorType &memory)
{
    Value *metadata = memberOf(object, "metadata");
    if (metadata && metadata->IsObject())
        metadata->RemoveMember("managedFields");
    if (!isSecret)
        return;
    maskValues(object, memory);
    if (metadata) {
        if (Value *annotations = memberOf(*metadata, "annotations");
            annotations && annotations->IsObject())
            annotations->RemoveMember(kLastApplied);
    }
}

std::string cellText(const Value &cell)
{
    if (cell.IsNull())
        return "<none>";
    const std::string text = cell.IsString() ? textOf(cell) : printed(cell);
    return text.empty() ? "<none>" : printable(text);
}

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
    return text;
}

// In code points; close enough to what a terminal shows.
std::size_t widthOf(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

using Row = std::vector<std::string>;

std::string aligned(const std::vector<Row> &rows)
{
    constexpr std::size_t kGap = 3;
    std::vector<std::size_t> widths;
    for (const Row &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string text;
    for (const Row &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text.append(widths[i] - widthOf(row[i]) + kGap, ' ');
        }
        text += '\n';
    }
    return text;
}

// The columns that are always shown, by their place in a row.
std::vector<std::size_t> shownColumns(const Value &table, Row &head)
{
    std::vector<std::size_t> shown;
    const Value *columns = memberOf(table, "columnDefinitions");
    if (!columns || !columns->IsArray())
        return shown;
    for (rapidjson::SizeType i = 0; i < columns->Size(); ++i) {
        if (integerOf((*columns)[i], "priority").value_or(0) != 0)
            continue;
        shown.push_back(i);
        head.push_back(upper(printable(textOf((*columns)[i], "name"))));
    }
    return shown;
}

std::string scalarText(const Value &value)
{
    if (!value.IsString())
        return printed(value);
    const std::string text = textOf(value);
    return text.find_first_of("\n\t\"\\") == std::string::npos && !text.empty() ? text
                                                                                : printed(value);
}

bool isLeaf(const Value &value)
{
    return !((value.IsObject() && value.MemberCount() > 0) || (value.IsArray() && !value.Empty()));
}

// Depth is bounded by the limits of parseValue(). `isItem`: the first line follows "- ".
void writeOutline(const Value &value, std::size_t depth, bool isItem, std::string &out)
{
    const std::string indent(depth * 2, ' ');
    if (isLeaf(value)) {
        out += scalarText(value) + '\n';
    } else if (value.IsArray()) {
        for (const Value &item : value.GetArray()) {
            out += indent + "- ";
            writeOutline(item, depth + 1, true, out);
        }
    } else {
        for (const auto &member : value.GetObject()) {
            out += (isItem ? std::string() : indent) + textOf(member.name) + ':';
            isItem = false;
            out += isLeaf(member.value) ? ' ' : '\n';
            writeOutline(member.value, depth + 1, false, out);
        }
    }
}

} // namespace

void tidyObject(Document &object, bool isSecret)
{
    Value *items = memberOf(object, "items");
    if (!items || !items->IsArray())
        return tidyOne(object, isSecret, object.GetAllocator());
    for (Value &item : items->GetArray())
        tidyOne(item, isSecret, object.GetAllocator());
}

std::string tableText(const Value &table, bool showsNamespace)
{
    Row head;
    if (showsNamespace)
        head.emplace_back("NAMESPACE");
    const std::vector<std::size_t> shown = shownColumns(table, head);
    std::vector<Row> rows{head};
    const Value *sent = memberOf(table, "rows");
    if (!sent || !sent->IsArray() || sent->Empty())
        return "No resources found.\n";
    for (const Value &row : sent->GetArray()) {
        Row cells;
        if (showsNamespace) {
            const Value *ns = valueAt(row, {"object", "metadata", "namespace"});
            cells.push_back(ns ? cellText(*ns) : "<none>");
        }
        const Value *values = memberOf(row, "cells");
        for (const std::size_t column : shown) {
            const auto at = static_cast<rapidjson::SizeType>(column);
            const bool has = values && values->IsArray() && at < values->Size();
            cells.push_back(has ? cellText((*values)[at]) : "<none>");
        }
        rows.push_back(std::move(cells));
    }
    return aligned(rows);
}

std::string outlineText(const Value &value)
{
    std::string out;
    writeOutline(value, 0, false, out);
    return out;
}

std::size_t quotedSize(const std::string &text)
{
    std::size_t size = 0;
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r')
            size += 2;
        else
            size += static_cast<unsigned char>(c) < 0x20 ? 6U : 1U;
    }
    return size;
}

std::string printedWithin(Document &list, std::size_t limit)
{
    std::string text = printed(list);
    Value *items = memberOf(list, "items");
    Value *metadata = memberOf(list, "metadata");
    while (quotedSize(text) > limit && items && items->IsArray() && !items->Empty()) {
        const rapidjson::SizeType keep = items->Size() / 2;
        const std::int64_t dropped = items->Size() - keep;
        while (items->Size() > keep)
            items->PopBack();
        if (metadata && metadata->IsObject()) {
            const auto beyond = integerOf(*metadata, "remainingItemCount").value_or(0);
            metadata->RemoveMember("remainingItemCount");
            metadata->AddMember("remainingItemCount", beyond + dropped, list.GetAllocator());
        }
        text = printed(list);
    }
    return text;
}

} // namespace binnacle::kube
