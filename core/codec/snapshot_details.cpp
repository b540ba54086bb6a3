#include "core/codec/snapshot_details.h"

#include "core/codec/gzip.h"
#include "core/codec/json_dom.h"
#include "core/codec/json_reader.h"
#include "core/codec/json_writer.h"
#include "core/codec/secrets.h"

#include <array>
#include <utility>

namespace binnacle::codec {

using simdjson::dom::element;
using simdjson::dom::element_type;

namespace {

constexpr auto kListKeys = keys("pods", "nodes", "deployments", "statefulSets", "daemonSets",
    "replicaSets", "jobs", "cronJobs", "services", "ingresses", "namespaces", "configMaps",
    "secrets", "pvs", "pvcs", "resourceQuotas", "limitRanges", "networkPolicies", "serviceAccounts",
    "podDisruptionBudgets", "horizontalPodAutoscalers");
constexpr auto kObjectKeys = keys("summary", "metadata", "name", "namespace");
constexpr auto kSummaryKeys = keys("name", "namespace");

using Lists = JsonFields<kListKeys>;

JsonField listOf(const Lists &lists, std::string_view kind)
{
    struct Entry
    {
        std::string_view kind;
        JsonField list;
    };
    const std::array<Entry, 21> entries{{{"Pod", lists.at<"pods">()}, {"Node", lists.at<"nodes">()},
        {"Deployment", lists.at<"deployments">()}, {"StatefulSet", lists.at<"statefulSets">()},
        {"DaemonSet", lists.at<"daemonSets">()}, {"ReplicaSet", lists.at<"replicaSets">()},
        {"Job", lists.at<"jobs">()}, {"CronJob", lists.at<"cronJobs">()},
        {"Service", lists.at<"services">()}, {"Ingress", lists.at<"ingresses">()},
        {"Namespace", lists.at<"namespaces">()}, {"ConfigMap", lists.at<"configMaps">()},
        {"Secret", lists.at<"secrets">()}, {"PersistentVolume", lists.at<"pvs">()},
        {"PersistentVolumeClaim", lists.at<"pvcs">()},
        {"ResourceQuota", lists.at<"resourceQuotas">()}, {"LimitRange", lists.at<"limitRanges">()},
        {"NetworkPolicy", lists.at<"networkPolicies">()},
        {"ServiceAccount", lists.at<"serviceAccounts">()},
        {"PodDisruptionBudget", lists.at<"podDisruptionBudgets">()},
        {"HorizontalPodAutoscaler", lists.at<"horizontalPodAutoscalers">()}}};
    for (const Entry &entry : entries) {
        if (entry.kind == kind)
            return entry.list;
    }
    return {};
}

// Nested kinds name themselves in their summary, those that are sent as Kubernetes has them in
// their metadata, flat ones directly. An object without name stands for all of its namespace.
bool isObject(JsonReader &in, const JsonPath &path, const element &item, const ResourceRef &object)
{
    const auto members = in.objectAt(path, item);
    if (!members)
        return false;
    const JsonFields<kObjectKeys> fields(path, *members);
    const JsonFields<kSummaryKeys> summary(
        in, fields.at<"summary">() ? fields.at<"summary">() : fields.at<"metadata">());
    const std::string_view name
        = in.view(summary.at<"name">() ? summary.at<"name">() : fields.at<"name">());
    const std::string_view ns
        = in.view(summary.at<"namespace">() ? summary.at<"namespace">() : fields.at<"namespace">());
    return (object.name.empty() || name == object.name) && ns == object.ns;
}

// Copies a JSON value and hides what should not be read over somebody's shoulder:
//   - {"name":"DB_PASSWORD","value":"…"}, an environment variable
//   - a text under a key that is one of the secret words
//   - kubectl's annotation that repeats the whole manifest, environment included
//   - --token=… in commands and arguments
class MaskingCopy
{
public:
    void write(const element &value)
    {
        switch (value.type()) {
        case element_type::OBJECT:
            writeObject(value.get_object().value_unsafe());
            break;
        case element_type::ARRAY:
            writeArray(value.get_array().value_unsafe());
            break;
        case element_type::STRING:
            m_out.value(std::string_view(value.get_string().value_unsafe()));
            break;
        case element_type::INT64:
            m_out.value(std::int64_t{value.get_int64().value_unsafe()});
            break;
        case element_type::UINT64:
            m_out.raw(std::to_string(value.get_uint64().value_unsafe()));
            break;
        case element_type::DOUBLE:
            m_out.value(value.get_double().value_unsafe());
            break;
        case element_type::BOOL:
            m_out.value(value.get_bool().value_unsafe());
            break;
        case element_type::NULL_VALUE:
            m_out.null();
            break;
        }
    }

    std::string take() { return m_out.take(); }

private:
    void writeArray(simdjson::dom::array items)
    {
        m_out.beginArray();
        for (const element item : items)
            write(item);
        m_out.endArray();
    }

    void writeObject(simdjson::dom::object object)
    {
        std::string_view name;
        const bool named = object["name"].get(name) == simdjson::SUCCESS;
        const bool isSecretVariable = named && looksSecret(name);
        m_out.beginObject();
        for (const simdjson::dom::key_value_pair member : object) {
            m_out.key(member.key);
            const bool masked = isSecretKey(member.key)
                || member.key == "kubectl.kubernetes.io/last-applied-configuration"
                || (isSecretVariable && member.key == "value");
            if (masked && !isContainer(member.value) && !member.value.is_null())
                m_out.value(kMasked);
            else if (member.key == "command" || member.key == "args")
                writeArguments(member.value);
            else
                write(member.value);
        }
        m_out.endObject();
    }

    static bool isContainer(const element &value) { return value.is_object() || value.is_array(); }

    // "--db-password=x" and "--db-password", "x".
    void writeArguments(const element &value)
    {
        simdjson::dom::array items;
        if (value.get(items) != simdjson::SUCCESS) {
            write(value);
            return;
        }
        bool nextIsSecret = false;
        m_out.beginArray();
        for (const element item : items) {
            std::string_view text;
            if (item.get(text) != simdjson::SUCCESS) {
                write(item);
                continue;
            }
            const std::size_t equals = text.find('=');
            const bool isOption = text.starts_with('-') && looksSecret(text.substr(0, equals));
            if (isOption && equals != std::string_view::npos)
                m_out.value(std::string(text.substr(0, equals + 1)).append(kMasked));
            else
                m_out.value(nextIsSecret && !text.starts_with('-') ? kMasked : text);
            nextIsSecret = isOption && equals == std::string_view::npos;
        }
        m_out.endArray();
    }

    PrettyJsonWriter m_out;
};

// Calls `read` with the lists of the document.
template<typename Answer, typename Read>
Result<Answer> withLists(const ClusterSnapshot &snapshot, const Read &read)
{
    if (!snapshot.body)
        return Error{ErrorCode::Unavailable, "the snapshot was kept without its body"};
    Result<std::string> inflated = std::string();
    if (snapshot.bodyIsGzip)
        inflated = inflateGzip(*snapshot.body);
    if (!inflated)
        return inflated.error();
    const auto document = parseJson(snapshot.bodyIsGzip ? *inflated : *snapshot.body, {});
    if (!document)
        return document.error();
    Arena arena;
    JsonReader in(arena);
    const JsonPath root;
    const auto members = in.objectAt(root, *document);
    if (!members)
        return in.takeError();
    Answer answer = read(in, Lists(root, *members));
    if (in.failed())
        return in.takeError();
    return answer;
}

std::vector<std::string> copiesOf(
    JsonReader &in, const JsonField &list, const ResourceRef &object, std::size_t most)
{
    std::vector<std::string> copies;
    const auto items = in.array(list);
    if (!items)
        return copies;
    for (const element item : *items) {
        if (copies.size() == most)
            break;
        if (item.is_null() || !isObject(in, list.path, item, object))
            continue;
        MaskingCopy copy;
        copy.write(item);
        copies.push_back(copy.take());
    }
    return copies;
}

} // namespace

Result<std::string> objectDetails(const ClusterSnapshot &snapshot, const ResourceRef &object)
{
    auto found = withLists<std::vector<std::string>>(
        snapshot, [&object](JsonReader &in, const Lists &lists) {
            if (object.name.empty())
                return std::vector<std::string>();
            return copiesOf(in, listOf(lists, object.kind), object, 1);
        });
    if (!found)
        return found.error();
    if (!found->empty())
        return std::move(found->front());
    const std::string place = object.ns.empty() ? object.name : object.ns + '/' + object.name;
    return Error{ErrorCode::NotFound, "the snapshot has no " + object.kind + ' ' + place};
}

Result<std::vector<ListedObjects>> listedObjects(
    const ClusterSnapshot &snapshot, std::span<const ResourceRef> wanted)
{
    return withLists<std::vector<ListedObjects>>(
        snapshot, [wanted](JsonReader &in, const Lists &lists) {
            std::vector<ListedObjects> answer;
            for (const ResourceRef &object : wanted) {
                const JsonField list = listOf(lists, object.kind);
                answer.push_back({.isListed = static_cast<bool>(list),
                    .objects = copiesOf(in, list, object, static_cast<std::size_t>(-1))});
            }
            return answer;
        });
}

} // namespace binnacle::codec
