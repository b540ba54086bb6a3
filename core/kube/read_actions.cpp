#include "core/kube/read_actions.h"

#include "core/codec/json_writer.h"
#include "core/kube/base64.h"
#include "core/kube/json_value.h"
#include "core/kube/object_text.h"
#include "core/kube/utf8_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::kube {

namespace {

constexpr std::int64_t kDefaultLines = 100;
constexpr std::int64_t kMostLines = 200;
constexpr std::size_t kLongestLog = 1U << 20;
constexpr const char *kListLimit = "limit=200";
constexpr const char *kAsTable = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

Error tooLong()
{
    return {ErrorCode::TooLarge, "the answer is longer than 3 MiB; ask for less"};
}

bool isForAssistant(const CommandJob &job)
{
    return job.command.topic() == CommandTopic::Ai;
}

Result<std::string> loggedContainer(const CommandJob &job, const std::string &podPath)
{
    if (std::string named = textOf(job.params, "container"); !named.empty())
        return named;
    const auto pod = fetchObject(job, podPath);
    if (!pod)
        return pod.error();
    const rapidjson::Value *containers = valueAt(**pod, {"spec", "containers"});
    if (containers && containers->IsArray()) {
        for (const rapidjson::Value &container : containers->GetArray()) {
            std::string name = textOf(container, "name");
            if (name != "linkerd-proxy" && name != "linkerd-init")
                return name;
        }
    }
    return Error{ErrorCode::NotFound, "the pod has no container with logs"};
}

// The last `most` bytes, from the start of a line.
std::string lastPart(std::string log, std::size_t most)
{
    if (log.size() <= most)
        return log;
    log.erase(0, log.size() - most);
    const std::size_t line = log.find('\n');
    return line == std::string::npos ? log : log.substr(line + 1);
}

void writeValue(codec::JsonWriter &json, std::string_view key, const std::string &packed)
{
    const auto plain = decodeBase64(packed);
    json.member(key, plain && isUtf8(*plain) ? *plain : "base64:" + packed);
}

CommandAnswer readEntries(const CommandJob &job, std::string_view kind)
{
    const auto path = targetPath(job, {kind});
    if (!path)
        return path.error();
    const auto object = fetchObject(job, *path);
    if (!object)
        return object.error();
    const bool isSecret = kind == "Secret";
    codec::JsonWriter json;
    json.beginObject();
    if (const auto *data = memberOf(std::as_const(**object), "data"); data && data->IsObject()) {
        for (const auto &member : data->GetObject()) {
            if (isSecret)
                writeValue(json, textOf(member.name), textOf(member.value));
            else
                json.member(textOf(member.name), textOf(member.value));
        }
    }
    const auto *binary = memberOf(std::as_const(**object), "binaryData"); // of a ConfigMap
    if (binary && binary->IsObject()) {
        for (const auto &member : binary->GetObject())
            writeValue(json, textOf(member.name), textOf(member.value));
    }
    json.endObject();
    return json.take();
}

bool isSecretKind(const ResourceKind &kind)
{
    return kind.kind == "Secret";
}

Result<std::string> table(const CommandJob &job, const std::string &path, bool showsNamespace)
{
    const auto answer = job.api.send({.path = path, .accept = kAsTable}, job.budget);
    if (!answer)
        return answer.error();
    const auto document = parseValue(*answer);
    if (!document)
        return document.error();
    return tableText(**document, showsNamespace);
}

// Of field selectors: "," and "=" separate, "\" escapes.
std::string selectorValue(const std::string &text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '\\' || c == ',' || c == '=')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

Result<std::string> eventsPath(const std::string &ns, const ResourceRef &involved)
{
    const auto path = listPath(*findKind("Event"), ns);
    if (!path)
        return path.error();
    std::string selector;
    for (const auto &[field, value] : {std::pair("involvedObject.kind=", &involved.kind),
             std::pair("involvedObject.name=", &involved.name)}) {
        if (!value->empty())
            selector += (selector.empty() ? "" : ",") + (field + selectorValue(*value));
    }
    std::string asked = *path + '?' + kListLimit;
    return selector.empty() ? asked : asked + "&fieldSelector=" + percentEncoded(selector);
}

CommandAnswer listEvents(const CommandJob &job, const ResourceRef &involved)
{
    const auto path = eventsPath(job.command.target.ns, involved);
    if (!path)
        return path.error();
    if (isForAssistant(job))
        return table(job, *path, job.command.target.ns.empty());
    const auto list = fetchObject(job, *path);
    if (!list)
        return list.error();
    tidyObject(**list, false);
    return printedWithin(**list, kLongestOutput);
}

CommandAnswer listObjects(const CommandJob &job, const ResourceKind &kind)
{
    const std::string &ns = job.command.target.ns;
    auto path = listPath(kind, ns);
    if (!path)
        return path.error();
    *path += std::string("?") + kListLimit;
    if (const std::string labels = textOf(job.params, "label_selector"); !labels.empty())
        *path += "&labelSelector=" + percentEncoded(labels);
    if (isForAssistant(job))
        return table(job, *path, kind.isNamespaced && ns.empty());
    const auto list = fetchObject(job, *path);
    if (!list)
        return list.error();
    tidyObject(**list, isSecretKind(kind));
    return printedWithin(**list, kLongestOutput);
}

CommandAnswer getObject(const CommandJob &job, const ResourceKind &kind)
{
    const auto path = objectPath(kind, job.command.target.ns, job.command.target.name);
    if (!path)
        return path.error();
    if (isForAssistant(job))
        return table(job, *path, false);
    const auto object = fetchObject(job, *path);
    if (!object)
        return object.error();
    tidyObject(**object, isSecretKind(kind));
    return printed(**object);
}

// The object as `get` tells it, with its events as one more member.
CommandAnswer describeObject(const CommandJob &job, const ResourceKind &kind)
{
    const ResourceRef &target = job.command.target;
    const auto path = objectPath(kind, target.ns, target.name);
    if (!path)
        return path.error();
    const auto object = fetchObject(job, *path);
    if (!object)
        return object.error();
    tidyObject(**object, isSecretKind(kind));
    const ResourceRef involved{std::string(kind.kind), target.ns, target.name};
    if (isForAssistant(job)) {
        const auto events = listEvents(job, involved);
        return outlineText(**object) + "\nEvents:\n"
            + (events ? *events : events.error().message + '\n');
    }
    const auto where = eventsPath(target.ns, involved);
    if (!where)
        return where.error();
    rapidjson::Document &whole = **object;
    if (const auto list = fetchObject(job, *where); list) {
        tidyObject(**list, false);
        if (const auto *items = memberOf(std::as_const(**list), "items")) {
            rapidjson::Value events(*items, whole.GetAllocator());
            whole.AddMember("events", events, whole.GetAllocator());
        }
    } else {
        // Who may see the object need not be allowed to see events.
        rapidjson::Value why(list.error().message.c_str(), whole.GetAllocator());
        whole.AddMember("eventsError", why, whole.GetAllocator());
    }
    return printed(whole);
}

} // namespace

CommandAnswer readLogs(const CommandJob &job)
{
    const auto pod = targetPath(job, {"Pod"});
    if (!pod)
        return pod.error();
    const auto container = loggedContainer(job, *pod);
    if (!container)
        return container.error();
    const std::int64_t asked = integerOf(job.params, "tailLines").value_or(0);
    const std::int64_t lines = asked <= 0 ? kDefaultLines : std::min(asked, kMostLines);
    std::string path = *pod + "/log?container=" + percentEncoded(*container)
        + "&tailLines=" + std::to_string(lines);
    if (const auto since = integerOf(job.params, "sinceSeconds"); since && *since > 0)
        path += "&sinceSeconds=" + std::to_string(*since);
    for (const char *flag : {"timestamps", "previous"}) {
        if (flagOf(job.params, flag))
            path += '&' + std::string(flag) + "=true";
    }
    auto log = job.api.send({.path = std::move(path), .accept = "*/*"}, job.budget);
    if (!log)
        return log.error();
    std::string text = utf8Text(lastPart(*std::move(log), kLongestLog));
    // Control characters take six bytes each.
    return quotedSize(text) > kLongestOutput ? CommandAnswer(lastPart(text, kLongestLog / 2))
                                             : CommandAnswer(std::move(text));
}

CommandAnswer readConfigMap(const CommandJob &job)
{
    return readEntries(job, "ConfigMap");
}

CommandAnswer readSecret(const CommandJob &job)
{
    return readEntries(job, "Secret");
}

CommandAnswer readDynamic(const CommandJob &job)
{
    const std::string verb = textOf(job.params, "command");
    if (verb == "get_events") {
        return listEvents(job,
            {textOf(job.params, "involved_kind"), job.command.target.ns,
                textOf(job.params, "involved_name")});
    }
    constexpr std::array<std::string_view, 3> kVerbs{"get", "list", "describe"};
    if (std::ranges::find(kVerbs, verb) == kVerbs.end())
        return invalid("command: expected get, list, describe or get_events");
    const std::string named = textOf(job.params, "kind");
    const std::string &wanted = named.empty() ? job.command.target.kind : named;
    const ResourceKind *kind = findKind(wanted);
    if (!kind)
        return invalid("kind: \"" + wanted + "\" is not known");
    CommandAnswer answer = verb == "list" ? listObjects(job, *kind)
        : verb == "get"                   ? getObject(job, *kind)
                                          : describeObject(job, *kind);
    if (answer && quotedSize(*answer) > kLongestOutput)
        return tooLong();
    return answer;
}

} // namespace binnacle::kube
