#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// A value of a YAML document. Scalars are text, whatever they look like: "yes" is "yes".
struct YamlNode
{
    enum class Kind { Null, Scalar, Sequence, Map };

    Kind kind = Kind::Null;
    std::string text;              // Scalar
    std::vector<YamlNode> items;   // Sequence; Map: the values
    std::vector<std::string> keys; // Map: of items, unique, in the order of the document

    // The value of a key, or a null node: chains of questions need no checks between them.
    const YamlNode &operator[](std::string_view key) const;
    bool isNull() const { return kind == Kind::Null; }
    bool isMap() const { return kind == Kind::Map; }
};

struct YamlLimits
{
    std::size_t bytes = 1024UL * 1024;
    std::size_t depth = 32;
    std::size_t nodes = 100'000;       // in all documents, aliases included
    std::size_t aliasedNodes = 10'000; // what aliases stand for, each time
    std::size_t documents = 1'000;
};

// The documents of a text, with anchors, aliases and merge keys ("<<") resolved. Limits hold while
// the text is read, before anything is built from it: a bomb costs no more than its bytes. Only the
// tags of YAML's core schema are accepted, so none that a program would make objects of. Errors:
// MalformedBody naming line and column; TooLarge naming the limit. Reentrant.
Result<std::vector<YamlNode>> readYaml(std::string_view text, const YamlLimits &limits = {});

// `text` as a double-quoted scalar on one line.
std::string yamlQuoted(std::string_view text);

} // namespace binnacle::codec
