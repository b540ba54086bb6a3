#include "core/codec/pod_pieces.h"

#include "core/base/worker_pool.h"
#include "core/codec/json_dom.h"
#include "core/codec/snapshot_parts.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <random>
#include <utility>

namespace binnacle::codec {

namespace {

constexpr auto kNpos = std::string_view::npos;
constexpr std::size_t kFewestPieces = 4;      // fewer are not worth it
constexpr std::size_t kLongestPod = 1U << 20; // further than this no cut is looked for

// Nobody can send it: it is another one in every process.
const std::string &placeholder()
{
    static const std::string text = [] {
        std::random_device random;
        return "pods " + std::to_string(random()) + std::to_string(random())
            + std::to_string(random());
    }();
    return text;
}

bool isAt(std::string_view json, std::size_t at, char expected)
{
    return at < json.size() && json[at] == expected;
}

// Behind the value that starts at `at`; kNpos when it has no end.
std::size_t endOfValue(std::string_view json, std::size_t at)
{
    const std::size_t size = endOfFirstValue(json.substr(at));
    return size == kNpos ? kNpos : at + size;
}

// Where the first pod starts: behind the first "pods" that is a list of objects.
std::size_t findFirstPod(std::string_view json)
{
    constexpr std::string_view kKey = "\"pods\"";
    for (std::size_t at = json.find(kKey); at != kNpos; at = json.find(kKey, at + 1)) {
        const std::size_t colon = skipSpace(json, at + kKey.size());
        const std::size_t bracket = skipSpace(json, colon + 1);
        if (isAt(json, colon, ':') && isAt(json, bracket, '[')) {
            const std::size_t first = skipSpace(json, bracket + 1);
            return isAt(json, first, '{') ? first : kNpos;
        }
    }
    return kNpos;
}

// From the last bracket of the first pod to the first key of the second: `},{"summary"`.
std::string_view separatorBehind(std::string_view json, std::size_t firstPod)
{
    const std::size_t end = endOfValue(json, firstPod);
    if (end == kNpos)
        return {};
    const std::size_t comma = skipSpace(json, end);
    const std::size_t second = skipSpace(json, comma + 1);
    const std::size_t key = skipSpace(json, second + 1);
    if (!isAt(json, comma, ',') || !isAt(json, second, '{') || !isAt(json, key, '"'))
        return {};
    const std::size_t keyEnd = json.find('"', key + 1);
    return keyEnd == kNpos ? std::string_view{} : json.substr(end - 1, keyEnd + 1 - (end - 1));
}

// A large list of pods that is cut where a pod seems to start.
class PieceReader
{
public:
    PieceReader(std::string_view json, const JsonLimits &limits, const Pieces &pieces)
        : m_json(json)
        , m_limits(limits)
        , m_pieces(pieces)
    {
        m_limits.depth = std::max<std::size_t>(m_limits.depth, 1) - 1; // lacks the object around
        cut();
    }

    bool isWorthIt() const { return m_starts.size() > kFewestPieces; }

    std::optional<PodPieces> read()
    {
        auto arena = std::make_shared<Arena>();
        m_pods.resize(m_starts.size());
        std::vector<Arena *> arenas;
        for (std::size_t i = 0; i < m_starts.size(); ++i)
            arenas.push_back(&arena->branch());
        const auto readPiece = [&](std::size_t piece) {
            if (piece < m_firstBroken
                && !readPods(
                    m_starts[piece], m_starts[piece + 1] - m_gap, *arenas[piece], m_pods[piece]))
                breakAt(piece);
        };
        const std::size_t closed = m_starts.size() - 1;
        if (m_pieces.helpers) {
            m_pieces.helpers->share(closed, readPiece);
        } else {
            for (std::size_t piece = 0; piece < closed; ++piece)
                readPiece(piece);
        }
        // The list ends in the first piece that is none, or in the last one, which has no end yet.
        // What others read behind it was something else.
        const std::size_t last = std::min<std::size_t>(m_firstBroken, closed);
        const std::size_t end = endOfList(m_starts[last]);
        m_pods.resize(last + 1);
        m_pods[last].clear();
        if (end == kNpos || !readPods(m_starts[last], end, *arenas[last], m_pods[last]))
            return std::nullopt;
        return PodPieces{std::move(arena), joined(), restAround(m_starts.front(), end)};
    }

private:
    void cut()
    {
        const std::size_t first = findFirstPod(m_json);
        if (first == kNpos)
            return;
        const std::string_view separator = separatorBehind(m_json, first);
        if (separator.empty())
            return;
        const std::size_t bracket = separator.find('{');
        m_gap = bracket - 1;
        m_starts.push_back(first);
        while (true) {
            const std::size_t from = m_starts.back() + m_pieces.bytes;
            const std::string_view near = m_json.substr(0, from + kLongestPod);
            const std::size_t at = near.find(separator, from);
            if (at == kNpos)
                return;
            m_starts.push_back(at + bracket);
        }
    }

    void breakAt(std::size_t piece)
    {
        std::size_t known = m_firstBroken;
        while (piece < known && !m_firstBroken.compare_exchange_weak(known, piece)) {}
    }

    bool readPods(std::size_t begin, std::size_t end, Arena &arena, std::vector<Pod> &out) const
    {
        thread_local std::string list; // keeps its memory
        list.assign(1, '[');
        list.append(m_json.substr(begin, end - begin)).append(1, ']');
        list.reserve(list.size() + kJsonPadding);
        const auto parsed = parseCounted(list, m_limits);
        if (!parsed)
            return false;
        JsonReader in(arena);
        readList(in, JsonField{&*parsed, {}}, out, &readPod);
        return !in.failed();
    }

    // Walks pod by pod from `start` to the bracket that ends the list.
    std::size_t endOfList(std::size_t start) const
    {
        const std::string_view near = m_json.substr(0, start + m_pieces.bytes + kLongestPod);
        std::size_t at = start;
        while (true) {
            const std::size_t behind = endOfValue(near, at);
            const std::size_t next = behind == kNpos ? near.size() : skipSpace(near, behind);
            if (isAt(near, next, ']'))
                return next;
            if (!isAt(near, next, ','))
                return kNpos;
            at = skipSpace(near, next + 1);
        }
    }

    std::vector<Pod> joined() const
    {
        std::size_t total = 0;
        for (const std::vector<Pod> &piece : m_pods)
            total += piece.size();
        std::vector<Pod> all;
        all.reserve(total);
        for (const std::vector<Pod> &piece : m_pods)
            all.insert(all.end(), piece.begin(), piece.end());
        return all;
    }

    std::string restAround(std::size_t begin, std::size_t end) const
    {
        const std::string_view head = m_json.substr(0, begin);
        const std::string_view tail = m_json.substr(end);
        std::string rest;
        rest.reserve(head.size() + placeholder().size() + tail.size() + 2 + kJsonPadding);
        rest.append(head).append(1, '"').append(placeholder()).append(1, '"').append(tail);
        return rest;
    }

    std::string_view m_json;
    JsonLimits m_limits;
    const Pieces &m_pieces;
    std::vector<std::size_t> m_starts; // of pieces; the last one has no end yet
    std::size_t m_gap = 0;             // between the end of one and the start of the next
    std::vector<std::vector<Pod>> m_pods;
    std::atomic_size_t m_firstBroken = std::numeric_limits<std::size_t>::max();
};

} // namespace

std::optional<PodPieces> readPodsInPieces(
    std::string_view json, const JsonLimits &limits, const Pieces &pieces)
{
    // Counted for the whole, before pods take memory.
    if (json.size() < kFewestPieces * pieces.bytes || !checkNodeCount(json, limits))
        return std::nullopt;
    PieceReader reader(json, limits, pieces);
    return reader.isWorthIt() ? reader.read() : std::nullopt;
}

bool isPlaceholder(const JsonField &pods)
{
    simdjson::dom::array list;
    std::string_view text;
    return pods && pods.value->get(list) == simdjson::SUCCESS && list.size() == 1
        && list.at(0).get(text) == simdjson::SUCCESS && text == placeholder();
}

} // namespace binnacle::codec
