#include "core/codec/event_list.h"

#include "core/codec/event_reader.h"
#include "core/codec/json_dom.h"

#include <algorithm>
#include <utility>

namespace binnacle::codec {

namespace {

constexpr auto kDocumentKeys = keys("kind", "items", "type", "object");

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isBlank(std::string_view text)
{
    return skipSpace(text, 0) == text.size();
}

// Gathers the events of one document after the other.
class EventCollector
{
public:
    explicit EventCollector(std::size_t document, bool single)
        : m_root{.index = single ? JsonPath::kNoIndex : document}
        , m_in(m_arena)
    {}

    Status collect(const simdjson::dom::element &document, std::vector<ClusterEvent> &events)
    {
        m_events = &events;
        if (document.is_array())
            addAll({.value = &document, .path = m_root}, true);
        else if (const auto object = m_in.objectAt(m_root, document))
            addDocument(m_root, *object);
        if (m_in.failed())
            return m_in.takeError();
        return Done{};
    }

private:
    // A watch wraps each object: {"type":"ADDED","object":{…}}. Bookmarks and errors of the watch
    // itself carry no event.
    void addDocument(const JsonPath &path, simdjson::dom::object object)
    {
        const JsonFields<kDocumentKeys> fields(path, object);
        const JsonField wrapped = fields.at<"object">();
        if (!wrapped) {
            addObject(path, object, fields);
            return;
        }
        const std::string_view change = m_in.view(fields.at<"type">());
        if (change == "BOOKMARK" || change == "ERROR")
            return;
        if (const auto inner = m_in.object(wrapped))
            addObject(wrapped.path, *inner, JsonFields<kDocumentKeys>(wrapped.path, *inner));
    }

    void addObject(
        const JsonPath &path, simdjson::dom::object object, const JsonFields<kDocumentKeys> &fields)
    {
        const std::string_view kind = m_in.view(fields.at<"kind">());
        if (kind == "EventList" || kind == "List" || (kind.empty() && fields.at<"items">()))
            addAll(fields.at<"items">(), kind == "EventList");
        else if (kind == "Event" || kind.empty())
            m_events->push_back(readEvent(m_in, path, object));
        else
            m_in.fail(fields.at<"kind">().path, "expected an Event or a list of events");
    }

    // A mixed list (`kubectl get pods,events`) holds other kinds too; those are passed over.
    void addAll(const JsonField &list, bool kindIsKnown)
    {
        const auto array = m_in.array(list);
        if (!array)
            return;
        std::size_t index = 0;
        for (const simdjson::dom::element element : *array) {
            const JsonPath path{.parent = &list.path, .index = index++};
            if (element.is_null())
                continue;
            const auto object = m_in.objectAt(path, element);
            if (!object)
                return;
            const JsonFields<kDocumentKeys> fields(path, *object);
            const std::string_view kind = m_in.view(fields.at<"kind">());
            if (kind == "Event" || kind.empty() || (kindIsKnown && !fields.at<"items">()))
                m_events->push_back(readEvent(m_in, path, *object));
            if (m_in.failed())
                return;
        }
    }

    JsonPath m_root;
    Arena m_arena;
    JsonReader m_in;
    std::vector<ClusterEvent> *m_events = nullptr;
};

Status decodeDocument(
    const std::string &json, std::size_t number, bool single, std::vector<ClusterEvent> &events)
{
    const auto document = parseJson(json, {});
    if (!document)
        return document.error();
    return EventCollector(number, single).collect(*document, events);
}

// Several documents one behind the other: NDJSON, or what `kubectl get --watch -o json` prints.
Status decodeStream(std::string_view text, std::vector<ClusterEvent> &events)
{
    std::string document;
    std::size_t offset = 0;
    for (std::size_t number = 0; !isBlank(text.substr(offset)); ++number) {
        const std::size_t end = endOfFirstValue(text.substr(offset));
        const std::string_view slice = text.substr(offset, end);
        document.reserve(slice.size() + kJsonPadding);
        document = slice;
        if (auto decoded = decodeDocument(document, number, false, events); !decoded)
            return withContext(std::move(decoded).error(),
                "document " + std::to_string(number) + " at byte " + std::to_string(offset));
        offset += slice.size();
    }
    return Done{};
}

} // namespace

Result<std::vector<ClusterEvent>> decodeEventList(const std::string &json)
{
    if (auto counted = checkNodeCount(json, {}); !counted)
        return std::move(counted).error();
    std::vector<ClusterEvent> events;
    std::string_view text = json;
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    const std::size_t end = endOfFirstValue(text);
    const bool single = isBlank(text) || end == std::string_view::npos || isBlank(text.substr(end));
    const auto decoded = single && text.size() == json.size()
        ? decodeDocument(json, 0, true, events)
        : decodeStream(text, events);
    if (!decoded)
        return decoded.error();
    return events;
}

DocumentKind sniffDocument(std::string_view json)
{
    // The keys that tell the two apart stand near the start of the object in practice; counting
    // their places is enough to choose the decoder, which then checks everything.
    if (json.starts_with(kByteOrderMark))
        json.remove_prefix(kByteOrderMark.size());
    const std::size_t start = skipSpace(json, 0);
    if (start == json.size() || (json[start] != '{' && json[start] != '['))
        return DocumentKind::Unknown;
    const auto has = [json](std::string_view key) { return json.find(key) != json.npos; };
    if (json[start] == '{'
        && (has("\"clusterId\"") || has("\"cluster_id\"") || has("\"fetchedAt\"")
            || has("\"fetched_at\"")))
        return DocumentKind::Snapshot;
    if (has("\"EventList\"") || has("\"involvedObject\"") || has("\"regarding\"")
        || has("\"Event\"") || (has("\"List\"") && has("\"items\"")))
        return DocumentKind::EventList;
    return DocumentKind::Unknown;
}

void settleTimes(ClusterEvent &event, const EventTimes &times)
{
    const auto firstKnown = [](std::initializer_list<Timestamp> candidates) {
        const auto known = std::ranges::find_if(candidates, isKnown);
        return known == candidates.end() ? Timestamp{} : *known;
    };
    event.first
        = firstKnown({times.first, times.eventTime, times.created, times.last, times.seriesLast});
    event.last = firstKnown({times.seriesLast, times.last, event.first});
    const std::int64_t count = times.seriesCount > 0 ? times.seriesCount : times.count;
    event.count = std::max<std::int64_t>(count, 1);
}

} // namespace binnacle::codec
