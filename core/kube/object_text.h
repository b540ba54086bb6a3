#pragma once

#include <rapidjson/document.h>

#include <cstddef>
#include <string>

namespace binnacle::kube {

// Takes out of an object, or of the items of a list, what nobody reads: metadata.managedFields. Of
// a Secret also the values, which `get_secret` alone may tell: "data" says how long each is, and
// the annotation that repeats the manifest goes.
void tidyObject(rapidjson::Document &object, bool isSecret);

// The objects of a meta.k8s.io/v1 Table as kubectl prints them, in the columns that are always
// shown; with NAMESPACE in front of them when `showsNamespace`.
std::string tableText(const rapidjson::Value &table, bool showsNamespace);

// The value indented as YAML, for reading.
std::string outlineText(const rapidjson::Value &value);

// A list as JSON of at most `limit` bytes inside a JSON string: items at its end go when it is too
// long, and metadata.remainingItemCount tells how many are missing.
std::string printedWithin(rapidjson::Document &list, std::size_t limit);

// What `text` takes inside a JSON string.
std::size_t quotedSize(const std::string &text);

} // namespace binnacle::kube
