#pragma once

#include "core/codec/json_reader.h"
#include "core/codec/snapshot.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// For this module's own files. The pods of a large document, read in pieces that stay in a
// processor's cache while they are parsed and decoded, by several threads when there are helpers.
//
// Where to cut is guessed: wherever the text between the first two pods comes again. A piece counts
// only when it is a valid list by itself, and `rest` must be a valid document with the place-holder
// as its "pods"; JSON's grammar then allows one reading of the whole, and it is this one. Nothing
// when the document is small, broken or unlike that: read it as one to know.
struct PodPieces
{
    std::shared_ptr<Arena> arena; // of the pods
    std::vector<Pod> pods;
    std::string rest; // the document with a place-holder for its pods
};
std::optional<PodPieces> readPodsInPieces(
    std::string_view json, const JsonLimits &limits, const Pieces &pieces);

// Whether this is what stands for the pods in `rest`.
bool isPlaceholder(const JsonField &pods);

} // namespace binnacle::codec
