#pragma once

#include "core/codec/json_writer.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <map>
#include <string>

namespace binnacle::kube {

// What metrics.k8s.io says is used, by "namespace/name" or the name of a node.
struct MeasuredUse
{
    std::int64_t millicores = 0;
    std::int64_t bytes = 0;
};
using UseByName = std::map<std::string, MeasuredUse>;

// Each writes one object of the API server as contract 01 §1.8 shapes its kind. What an object does
// not say is left out.
void writePod(codec::JsonWriter &json, const rapidjson::Value &object, const UseByName &use);
void writeNode(codec::JsonWriter &json, const rapidjson::Value &object, const UseByName &use);
void writeDeployment(codec::JsonWriter &json, const rapidjson::Value &object);
void writeStatefulSet(codec::JsonWriter &json, const rapidjson::Value &object);
void writeDaemonSet(codec::JsonWriter &json, const rapidjson::Value &object);
void writeReplicaSet(codec::JsonWriter &json, const rapidjson::Value &object);
void writeJob(codec::JsonWriter &json, const rapidjson::Value &object);
void writeCronJob(codec::JsonWriter &json, const rapidjson::Value &object);
void writeService(codec::JsonWriter &json, const rapidjson::Value &object);
void writeIngress(codec::JsonWriter &json, const rapidjson::Value &object);
void writeNamespace(codec::JsonWriter &json, const rapidjson::Value &object);
void writePersistentVolume(codec::JsonWriter &json, const rapidjson::Value &object);
void writeVolumeClaim(codec::JsonWriter &json, const rapidjson::Value &object);
void writePlain(codec::JsonWriter &json, const rapidjson::Value &object);
// As Kubernetes has it; hubs read events and disruption budgets like that.
void writeUnchanged(codec::JsonWriter &json, const rapidjson::Value &object);

} // namespace binnacle::kube
