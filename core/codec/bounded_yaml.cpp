#include "core/codec/bounded_yaml.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace binnacle::codec {

namespace {

constexpr std::string_view kMergeKey = "<<";
constexpr std::size_t kCopies = 4;
constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";

Error malformedAt(const YAML::Mark &mark, std::string_view what)
{
    std::string message = "YAML: ";
    if (mark.line >= 0)
        message += "line " + std::to_string(mark.line + 1) + ", column "
            + std::to_string(mark.column + 1) + ": ";
    return {ErrorCode::MalformedBody, message.append(what)};
}

bool isCoreTag(std::string_view tag)
{
    constexpr std::array<std::string_view, 7> kNames{
        "str", "int", "float", "bool", "null", "seq", "map"};
    if (tag.empty() || tag == "?" || tag == "!")
        return true;
    return tag.starts_with(kCoreTags)
        && std::ranges::find(kNames, tag.substr(kCoreTags.size())) != kNames.end();
}

// What a copy of a node costs.
struct Measure
{
    std::size_t nodes = 1;
    std::size_t bytes = 0; // of text
    std::size_t depth = 1;

    void takeIn(const Measure &child)
    {
        nodes += child.nodes;
        bytes += child.bytes;
        depth = std::max(depth, child.depth + 1);
    }
};

Measure measure(const YamlNode &node)
{
    Measure whole{.bytes = node.text.size()};
    for (const std::string &key : node.keys)
        whole.bytes += key.size();
    for (const YamlNode &item : node.items)
        whole.takeIn(measure(item));
    return whole;
}

// Builds nodes from the parser's events. After the first error it takes nothing in any more, and
// the parser gets no more of the text: it cannot be stopped from here but by an exception.
class TreeBuilder : public YAML::EventHandler
{
public:
    TreeBuilder(const YamlLimits &limits, std::istream &text, std::vector<YamlNode> &documents)
        : m_limits(limits)
        , m_text(text)
        , m_documents(documents)
    {}

    const std::optional<Error> &error() const { return m_error; }

    void OnDocumentStart(const YAML::Mark &) override
    {
        m_anchors.clear();
        m_open.clear();
        if (m_documents.size() >= m_limits.documents)
            tooLarge("more than " + std::to_string(m_limits.documents) + " documents");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { place(mark, anchor, {}); }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
        const std::string &value) override
    {
        if (accepts(mark, tag))
            place(mark, anchor, {.kind = YamlNode::Kind::Scalar, .text = value});
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.find(anchor);
        if (m_error)
            return;
        if (known == m_anchors.end()) {
            fail(malformedAt(mark, "an alias to what it is itself part of"));
            return;
        }
        const Measure &size = known->second.size;
        m_aliasedNodes += size.nodes;
        if (m_aliasedNodes > m_limits.aliasedNodes)
            return tooLarge("aliases that stand for more than "
                + std::to_string(m_limits.aliasedNodes) + " values");
        if (m_open.size() + size.depth > m_limits.depth)
            return tooDeep();
        if (mayCopy(size))
            place(mark, YAML::NullAnchor, YamlNode(known->second.node));
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::Sequence);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::Map);
    }
    void OnMapEnd() override
    {
        if (!m_error)
            finishMap(m_open.back());
        close();
    }

private:
    struct Open
    {
        YAML::Mark mark;
        YAML::anchor_t anchor;
        YamlNode node;
        std::optional<std::string> key; // Map: that waits for its value
        std::vector<YamlNode> merged;   // Map: values of "<<"
    };
    struct Anchored
    {
        YamlNode node;
        Measure size;
    };

    void fail(Error error)
    {
        if (m_error)
            return;
        m_error = std::move(error);
        m_text.setstate(std::ios::eofbit);
    }
    void tooLarge(const std::string &what)
    {
        fail({ErrorCode::TooLarge, "YAML: " + what + " are not read"});
    }
    void tooDeep()
    {
        tooLarge("values nested more than " + std::to_string(m_limits.depth) + " deep");
    }

    // Anchors inside anchors and aliases of long texts cost memory, too.
    bool mayCopy(const Measure &size)
    {
        m_nodes += size.nodes;
        m_copiedBytes += size.bytes;
        if (m_copiedBytes > m_limits.bytes * kCopies)
            tooLarge("anchors and aliases of more than " + std::to_string(kCopies)
                + " times the text that may be");
        return !m_error;
    }

    bool accepts(const YAML::Mark &mark, const std::string &tag)
    {
        if (!m_error && !isCoreTag(tag))
            fail(malformedAt(mark, "tags that make objects are not accepted"));
        return !m_error;
    }

    void open(
        const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YamlNode::Kind kind)
    {
        if (!accepts(mark, tag))
            return;
        if (m_open.size() >= m_limits.depth)
            return tooDeep();
        m_open.push_back({.mark = mark, .anchor = anchor, .node = {.kind = kind}});
    }

    void close()
    {
        if (m_error)
            return;
        Open done = std::move(m_open.back());
        m_open.pop_back();
        place(done.mark, done.anchor, std::move(done.node));
    }

    void place(const YAML::Mark &mark, YAML::anchor_t anchor, YamlNode node)
    {
        if (m_error)
            return;
        if (++m_nodes > m_limits.nodes)
            return tooLarge("more than " + std::to_string(m_limits.nodes) + " values");
        if (anchor != YAML::NullAnchor) {
            const Measure size = measure(node);
            if (!mayCopy(size))
                return;
            m_anchors.insert_or_assign(anchor, Anchored{node, size});
        }
        if (m_open.empty()) {
            m_documents.push_back(std::move(node));
            return;
        }
        Open &parent = m_open.back();
        if (parent.node.kind == YamlNode::Kind::Sequence) {
            parent.node.items.push_back(std::move(node));
        } else if (!parent.key) {
            if (node.kind != YamlNode::Kind::Scalar)
                fail(malformedAt(mark, "a key that is no text"));
            parent.key = std::move(node.text);
        } else if (*parent.key == kMergeKey) {
            parent.merged.push_back(std::move(node));
            parent.key.reset();
        } else {
            parent.node.keys.push_back(*std::move(parent.key));
            parent.node.items.push_back(std::move(node));
            parent.key.reset();
        }
    }

    void finishMap(Open &map)
    {
        std::set<std::string, std::less<>> known;
        for (const std::string &key : map.node.keys) {
            if (!known.insert(key).second) {
                fail(malformedAt(map.mark, "the key \"" + key + "\" comes twice"));
                return;
            }
        }
        for (YamlNode &merged : map.merged) {
            if (merged.isMap())
                merge(merged, known, map.node);
            else
                for (YamlNode &item : merged.items)
                    merge(item, known, map.node);
        }
    }

    // What the map says itself wins, then what is merged first.
    static void merge(YamlNode &from, std::set<std::string, std::less<>> &known, YamlNode &into)
    {
        for (std::size_t i = 0; i < from.keys.size(); ++i) {
            if (!known.insert(from.keys[i]).second)
                continue;
            into.keys.push_back(std::move(from.keys[i]));
            into.items.push_back(std::move(from.items[i]));
        }
    }

    const YamlLimits m_limits;
    std::istream &m_text;
    std::vector<YamlNode> &m_documents;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, Anchored> m_anchors;
    std::size_t m_nodes = 0;
    std::size_t m_aliasedNodes = 0;
    std::size_t m_copiedBytes = 0;
    std::optional<Error> m_error;
};

// yaml-cpp ends a text at the first EOT without a word, reads other encodings by itself, and may
// keep all tokens of one flow in memory, 240 bytes for each, before it tells the first.
std::optional<Error> refuseBytes(std::string_view text)
{
    constexpr std::ptrdiff_t kMostFlowTokens = 200'000;
    const auto flowTokens = std::ranges::count_if(
        text, [](char c) { return std::string_view("[]{},").find(c) != std::string_view::npos; });
    if (flowTokens > kMostFlowTokens)
        return Error{ErrorCode::TooLarge,
            "YAML: more than " + std::to_string(kMostFlowTokens)
                + " brackets and commas are not read"};
    if (!simdjson::validate_utf8(text))
        return Error{ErrorCode::MalformedBody, "YAML: the text is not UTF-8"};
    const auto control = std::ranges::find_if(text, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r')
            || c == 0x7f;
    });
    if (control == text.end())
        return std::nullopt;
    const auto lines = std::count(text.begin(), control, '\n');
    return Error{ErrorCode::MalformedBody,
        "YAML: line " + std::to_string(lines + 1) + ": a control character"};
}

} // namespace

const YamlNode &YamlNode::operator[](std::string_view key) const
{
    static const YamlNode kNull;
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? kNull : items[static_cast<std::size_t>(found - keys.begin())];
}

Result<std::vector<YamlNode>> readYaml(std::string_view text, const YamlLimits &limits)
{
    if (text.size() > limits.bytes)
        return Error{ErrorCode::TooLarge,
            "YAML: more than " + std::to_string(limits.bytes / 1024) + " KiB of text are not read"};
    if (auto refused = refuseBytes(text))
        return *std::move(refused);
    std::vector<YamlNode> documents;
    std::istringstream stream{std::string(text)};
    TreeBuilder builder(limits, stream, documents);
    // The one place that meets yaml-cpp's exceptions.
    try {
        YAML::Parser parser(stream);
        while (!builder.error() && parser.HandleNextDocument(builder)) {}
    } catch (const YAML::Exception &failure) {
        if (!builder.error())
            return malformedAt(failure.mark, failure.msg);
    }
    if (builder.error())
        return *builder.error();
    return documents;
}

std::string yamlQuoted(std::string_view text)
{
    // Line ends in YAML 1.1: they would be folded.
    struct LineEnd
    {
        std::string_view bytes;
        std::string_view escape;
    };
    static constexpr std::array<LineEnd, 4> kLineEnds{{{"\n", "\\n"}, {"\xC2\x85", "\\u0085"},
        {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}}};
    std::string quoted = "\"";
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto end = std::ranges::find_if(kLineEnds,
            [&](const LineEnd &known) { return text.substr(at).starts_with(known.bytes); });
        const auto byte = static_cast<unsigned char>(text[at]);
        if (end != kLineEnds.end()) {
            quoted += end->escape;
            at += end->bytes.size() - 1;
        } else if (byte == '"' || byte == '\\') {
            quoted += {'\\', text[at]};
        } else if (byte < 0x20 || byte == 0x7f) {
            std::array<char, 5> escape{};
            std::snprintf(escape.data(), escape.size(), "\\x%02x", static_cast<unsigned>(byte));
            quoted += escape.data();
        } else {
            quoted += text[at];
        }
    }
    return quoted += '"';
}

} // namespace binnacle::codec
