#include "core/kube/snapshot_objects.h"
#include "core/kube/snapshot_parts.h"

namespace binnacle::kube {

namespace {

using codec::JsonWriter;
using rapidjson::Value;

// Ports are numbers or names.
std::string portText(const Value &port)
{
    const Value *target = memberOf(port, "targetPort");
    if (!target)
        return {};
    return target->IsString() ? textOf(*target) : printed(*target);
}

void writeBackend(JsonWriter &json, const Value &path)
{
    json.key("backend").beginObject();
    if (const Value *service = valueAt(path, {"backend", "service"})) {
        json.member("type", "Service").key("service").beginObject();
        writeText(json, "name", textOf(*service, "name"));
        writeText(json, "portName", textAt(*service, {"port", "name"}));
        if (const std::int64_t number = integerAt(*service, {"port", "number"}); number > 0)
            json.member("portNumber", number);
        json.endObject();
    }
    json.endObject();
}

void writeRule(JsonWriter &json, const Value &rule)
{
    json.beginObject();
    writeText(json, "host", textOf(rule, "host"));
    json.key("paths").beginArray();
    for (const Value &path : arrayAt(rule, {"http", "paths"})) {
        json.beginObject();
        writeText(json, "path", textOf(path, "path"));
        writeText(json, "pathType", textOf(path, "pathType"));
        writeBackend(json, path);
        json.endObject();
    }
    json.endArray().endObject();
}

} // namespace

void writeService(JsonWriter &json, const Value &object)
{
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    for (const char *key : {"type", "clusterIP", "externalName"})
        writeText(json, key, textAt(object, {"spec", key}));
    json.endObject().key("ports").beginArray();
    for (const Value &port : arrayAt(object, {"spec", "ports"})) {
        json.beginObject();
        for (const char *key : {"name", "protocol", "appProtocol"})
            writeText(json, key, textOf(port, key));
        json.member("port", integerAt(port, {"port"}));
        writeText(json, "targetPort", portText(port));
        json.endObject();
    }
    json.endArray();
    copyAt(json, "selector", object, {"spec", "selector"});
    writeLabels(json, object);
    json.endObject();
}

void writeIngress(JsonWriter &json, const Value &object)
{
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    writeText(json, "ingressClass", textAt(object, {"spec", "ingressClassName"}));
    json.member("tlsEnabled", !arrayAt(object, {"spec", "tls"}).Empty());
    json.endObject().key("spec").beginObject();
    writeText(json, "ingressClassName", textAt(object, {"spec", "ingressClassName"}));
    json.key("rules").beginArray();
    for (const Value &rule : arrayAt(object, {"spec", "rules"}))
        writeRule(json, rule);
    json.endArray();
    copyAt(json, "tls", object, {"spec", "tls"});
    json.endObject();
    writeLabels(json, object);
    json.endObject();
}

void writeNamespace(JsonWriter &json, const Value &object)
{
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    json.endObject().key("status").beginObject();
    writeText(json, "phase", textAt(object, {"status", "phase"}));
    json.endObject();
    writeLabels(json, object);
    json.endObject();
}

void writePersistentVolume(JsonWriter &json, const Value &object)
{
    json.beginObject();
    writeMeta(json, object);
    writeText(json, "phase", textAt(object, {"status", "phase"}));
    writeText(json, "capacity", textAt(object, {"spec", "capacity", "storage"}));
    writeText(json, "storageClass", textAt(object, {"spec", "storageClassName"}));
    writeText(json, "claimRefName", textAt(object, {"spec", "claimRef", "name"}));
    writeText(json, "claimRefNamespace", textAt(object, {"spec", "claimRef", "namespace"}));
    writeLabels(json, object);
    json.endObject();
}

void writeVolumeClaim(JsonWriter &json, const Value &object)
{
    json.beginObject();
    writeMeta(json, object);
    writeText(json, "phase", textAt(object, {"status", "phase"}));
    writeText(json, "volumeName", textAt(object, {"spec", "volumeName"}));
    writeText(json, "storageClass", textAt(object, {"spec", "storageClassName"}));
    writeText(
        json, "requestedCapacity", textAt(object, {"spec", "resources", "requests", "storage"}));
    writeText(json, "actualCapacity", textAt(object, {"status", "capacity", "storage"}));
    writeLabels(json, object);
    json.endObject();
}

void writePlain(JsonWriter &json, const Value &object)
{
    json.beginObject();
    writeMeta(json, object);
    writeLabels(json, object);
    json.endObject();
}

void writeUnchanged(JsonWriter &json, const Value &object)
{
    json.raw(printed(object));
}

} // namespace binnacle::kube
