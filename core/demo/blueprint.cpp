#include "core/demo/blueprint.h"

#include <array>

namespace binnacle::demo {

namespace {

constexpr auto kDeployment = WorkloadKind::Deployment;
constexpr auto kStateful = WorkloadKind::StatefulSet;
constexpr auto kDaemon = WorkloadKind::DaemonSet;

constexpr std::array kProductionWorkloads = std::to_array<WorkloadBlueprint>({
    {kDeployment, "edge", "traefik", 3, "docker.io/traefik:v3.1.4", 8443, 200, 192, "/ping", true},
    {kDeployment, "shop", "storefront", 8, "registry.example.com/shop/storefront:3.18.2", 8080, 150,
        192, "/healthz", true, 12},
    {kDeployment, "shop", "api-gateway", 8, "registry.example.com/shop/api-gateway:2.9.0", 8080,
        200, 256, "/healthz", true, 12},
    {kDeployment, "shop", "catalog", 8, "registry.example.com/shop/catalog:5.4.1", 8080, 150, 256,
        "/healthz", true, 11},
    {kDeployment, "shop", "cart", 6, "registry.example.com/shop/cart:4.1.7", 8080, 120, 192,
        "/healthz", true},
    {kDeployment, "shop", "checkout", 4, "registry.example.com/shop/checkout:6.0.3", 8080, 200, 256,
        "/healthz", true, 8, true},
    {kDeployment, "shop", "inventory", 6, "registry.example.com/shop/inventory:2.2.5", 8080, 100,
        192, "/healthz", true},
    {kDeployment, "pay", "payments", 6, "registry.example.com/pay/payments:7.3.1", 8080, 200, 384,
        "/healthz", true, 0, true},
    {kDeployment, "pay", "fraud-check", 3, "registry.example.com/pay/fraud-check:1.3.2", 8080, 150,
        512, "/healthz", true, 0, true},
    {kStateful, "data", "payments-db", 3, "docker.io/library/postgres:16.4", 5432, 500, 2048,
        "pg_isready -U payments -h 127.0.0.1", true, 0, true, "data wal"},
    {kStateful, "data", "redis", 3, "docker.io/library/redis:7.4.0", 6379, 150, 512,
        "redis-cli ping", true, 0, true, "data"},
    {kDeployment, "id", "accounts", 5, "registry.example.com/id/accounts:3.7.4", 8080, 150, 256,
        "/healthz", true},
    {kStateful, "ml", "recommender", 4, "registry.example.com/ml/recommender:0.28.0", 9090, 500,
        3072, "/readyz", true, 0, true, "features", true},
    {kDeployment, "linkerd", "linkerd-destination", 3, "cr.l5d.io/linkerd/controller:edge-24.8.2",
        9996, 100, 128, "/ready"},
    {kDeployment, "linkerd", "linkerd-identity", 3, "cr.l5d.io/linkerd/controller:edge-24.8.2",
        9990, 100, 64, "/ready"},
    {kDeployment, "linkerd", "linkerd-proxy-injector", 3,
        "cr.l5d.io/linkerd/controller:edge-24.8.2", 9995, 100, 64, "/ready"},
    {kDeployment, "cert-manager", "cert-manager", 1,
        "quay.io/jetstack/cert-manager-controller:v1.15.3", 9402, 50, 128, "/livez"},
    {kDeployment, "cert-manager", "cert-manager-cainjector", 1,
        "quay.io/jetstack/cert-manager-cainjector:v1.15.3", 9402, 50, 128, ""},
    {kDeployment, "cert-manager", "cert-manager-webhook", 2,
        "quay.io/jetstack/cert-manager-webhook:v1.15.3", 10250, 50, 64, "/healthz"},
    {kStateful, "monitoring", "prometheus", 2, "quay.io/prometheus/prometheus:v2.54.1", 9090, 500,
        4096, "/-/ready", false, 0, false, "tsdb"},
    {kStateful, "monitoring", "alertmanager", 3, "quay.io/prometheus/alertmanager:v0.27.0", 9093,
        50, 64, "/-/ready", false, 0, false, "data"},
    {kStateful, "monitoring", "loki", 3, "docker.io/grafana/loki:3.1.1", 3100, 300, 1024, "/ready",
        false, 0, false, "chunks"},
    {kDeployment, "monitoring", "grafana", 2, "docker.io/grafana/grafana:11.2.0", 3000, 100, 256,
        "/api/health"},
    {kDeployment, "monitoring", "kube-state-metrics", 1,
        "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0", 8080, 50, 128, "/livez"},
    {kDaemon, "monitoring", "node-exporter", 0, "quay.io/prometheus/node-exporter:v1.8.2", 9100, 50,
        64, ""},
    {kDaemon, "monitoring", "fluent-bit", 0, "docker.io/fluent/fluent-bit:3.1.7", 2020, 50, 96,
        "/api/v1/health"},
    {kDaemon, "kube-system", "kube-proxy", 0, "registry.k8s.io/kube-proxy:v1.31.2", 10249, 50, 64,
        ""},
    {kDaemon, "kube-system", "cilium", 0, "quay.io/cilium/cilium:v1.16.1", 9879, 200, 256,
        "/healthz"},
    {kDaemon, "kube-system", "csi-node", 0,
        "registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.11.1", 9809, 20, 48, ""},
    {kDaemon, "kube-system", "node-local-dns", 0, "registry.k8s.io/dns/k8s-dns-node-cache:1.23.1",
        8080, 25, 48, "/health"},
    {kDeployment, "kube-system", "coredns", 2, "registry.k8s.io/coredns/coredns:v1.11.3", 8080, 100,
        96, "/health"},
    {kDeployment, "kube-system", "metrics-server", 2,
        "registry.k8s.io/metrics-server/metrics-server:v0.7.2", 10250, 100, 200, "/readyz"},
    {kDeployment, "kube-system", "cluster-autoscaler", 1,
        "registry.k8s.io/autoscaling/cluster-autoscaler:v1.31.0", 8085, 100, 256, "/health-check"},
    {kDeployment, "kube-system", "external-dns", 1,
        "registry.k8s.io/external-dns/external-dns:v0.14.2", 7979, 50, 64, "/healthz"},
});

constexpr std::array kProductionCronJobs = std::to_array<CronJobBlueprint>({
    {"data", "payments-db-backup", "15 */6 * * *", 360, 15,
        "registry.example.com/data/pg-backup:2.1.0", 0.04},
    {"shop", "cart-cleanup", "5 */4 * * *", 240, 5, "registry.example.com/shop/cart-tools:4.1.7",
        0.05},
    {"shop", "search-reindex", "40 */4 * * *", 240, 40,
        "registry.example.com/shop/catalog-tools:5.4.1", 0.12},
    {"pay", "settlement-report", "30 4 * * *", 1440, 270,
        "registry.example.com/pay/settlement:1.9.3", 0.1},
    {"ml", "feature-export", "50 */3 * * *", 180, 50,
        "registry.example.com/ml/feature-export:0.28.0", 0.1},
});

constexpr std::array kProductionIngresses = std::to_array<IngressBlueprint>({
    {"shop", "shop.example.com", "/", "storefront", 8080, "storefront/pages", 410},
    {"shop", "shop.example.com", "/checkout", "api-gateway", 8081, "api-gateway/checkout", 88},
    {"shop", "api.example.com", "/", "api-gateway", 8080, "api-gateway/api", 434},
    {"shop", "accounts.example.com", "/", "api-gateway", 8082, "api-gateway/accounts", 60},
    {"shop", "static.example.com", "/", "storefront", 8081, "storefront/static", 230},
    {"shop", "pay.example.com", "/", "api-gateway", 8083, "api-gateway/pay", 8},
});

constexpr std::array kStagingWorkloads = std::to_array<WorkloadBlueprint>({
    {kDeployment, "edge", "traefik", 1, "docker.io/traefik:v3.1.4", 8443, 100, 128, "/ping", true},
    {kDeployment, "shop", "storefront", 2, "registry.example.com/shop/storefront:3.19.0-rc2", 8080,
        100, 128, "/healthz", true},
    {kDeployment, "shop", "api-gateway", 2, "registry.example.com/shop/api-gateway:2.10.0-rc1",
        8080, 100, 128, "/healthz", true},
    {kDeployment, "shop", "catalog", 2, "registry.example.com/shop/catalog:5.5.0-rc4", 8080, 100,
        128, "/healthz", true},
    {kDeployment, "shop", "cart", 1, "registry.example.com/shop/cart:4.2.0-rc1", 8080, 100, 128,
        "/healthz", true},
    {kDeployment, "shop", "checkout", 1, "registry.example.com/shop/checkout:6.1.0-rc3", 8080, 100,
        128, "/healthz", true},
    {kDeployment, "shop", "inventory", 1, "registry.example.com/shop/inventory:2.3.0-rc1", 8080,
        100, 128, "/healthz", true},
    {kDeployment, "pay", "payments", 1, "registry.example.com/pay/payments:7.4.0-rc1", 8080, 100,
        256, "/healthz", true},
    {kDeployment, "pay", "fraud-check", 1, "registry.example.com/pay/fraud-check:1.4.0", 8080, 100,
        256, "/healthz", true},
    {kStateful, "data", "payments-db", 1, "docker.io/library/postgres:16.4", 5432, 200, 512,
        "pg_isready -U payments -h 127.0.0.1", true, 0, true, "data"},
    {kStateful, "data", "redis", 1, "docker.io/library/redis:7.4.0", 6379, 100, 128,
        "redis-cli ping", true, 0, true, "data"},
    {kDeployment, "id", "accounts", 1, "registry.example.com/id/accounts:3.8.0-rc1", 8080, 100, 128,
        "/healthz", true},
    {kDaemon, "monitoring", "node-exporter", 0, "quay.io/prometheus/node-exporter:v1.8.2", 9100, 50,
        64, ""},
    {kDaemon, "kube-system", "kube-proxy", 0, "registry.k8s.io/kube-proxy:v1.31.2", 10249, 50, 64,
        ""},
    {kDaemon, "kube-system", "cilium", 0, "quay.io/cilium/cilium:v1.16.1", 9879, 200, 256,
        "/healthz"},
    {kDeployment, "kube-system", "coredns", 2, "registry.k8s.io/coredns/coredns:v1.11.3", 8080, 100,
        96, "/health"},
});

constexpr std::array kStagingCronJobs = std::to_array<CronJobBlueprint>({
    {"shop", "load-test", "20 * * * *", 60, 20, "registry.example.com/shop/load-test:0.9.1", 0.3},
});

constexpr std::array kStagingIngresses = std::to_array<IngressBlueprint>({
    {"shop", "shop.staging.example.com", "/", "storefront", 8080, "storefront/pages", 14},
    {"shop", "shop.staging.example.com", "/checkout", "api-gateway", 8081, "api-gateway/checkout",
        4},
    {"shop", "api.staging.example.com", "/", "api-gateway", 8080, "api-gateway/api", 11},
});

constexpr std::array kEdgeWorkloads = std::to_array<WorkloadBlueprint>({
    {kDeployment, "edge", "traefik", 1, "docker.io/traefik:v3.1.4", 8443, 100, 96, "/ping", true},
    {kDeployment, "lab", "telemetry-relay", 2, "registry.example.com/lab/telemetry-relay:0.12.1",
        8080, 50, 96, "/healthz", true},
    {kDeployment, "lab", "camera-ingest", 2, "registry.example.com/lab/camera-ingest:0.7.4", 8554,
        200, 256, "/healthz", true},
    {kStateful, "lab", "buffer", 1, "docker.io/library/redis:7.4.0", 6379, 50, 128,
        "redis-cli ping", true, 0, false, "data", true},
    {kDaemon, "kube-system", "kube-proxy", 0, "registry.k8s.io/kube-proxy:v1.31.2", 10249, 50, 64,
        ""},
    {kDaemon, "kube-system", "flannel", 0, "docker.io/flannel/flannel:v0.25.6", 0, 50, 64, ""},
    {kDeployment, "kube-system", "coredns", 1, "registry.k8s.io/coredns/coredns:v1.11.3", 8080, 50,
        64, "/health"},
});

constexpr std::array kEdgeCronJobs = std::to_array<CronJobBlueprint>({
    {"lab", "clip-upload", "10 * * * *", 60, 10, "registry.example.com/lab/clip-upload:0.3.0",
        0.15},
});

constexpr std::array kEdgeIngresses = std::to_array<IngressBlueprint>({
    {"lab", "lab.example.com", "/", "telemetry-relay", 8080, "telemetry-relay/collect", 6},
    {"lab", "cameras.example.com", "/", "camera-ingest", 8554, "camera-ingest/upload", 2},
});

constexpr Temperament kCalm{
    .rollOuts = 640, .probeBlips = 110, .crashes = 1'000, .memoryPressure = 1'200, .nodeBlips = 0};
constexpr Temperament kBusy{.rollOuts = 45,
    .faultyRollOuts = 0.25,
    .probeBlips = 60,
    .crashes = 400,
    .memoryPressure = 0,
    .nodeBlips = 0};
constexpr Temperament kRemote{
    .rollOuts = 900, .probeBlips = 50, .crashes = 500, .memoryPressure = 0, .nodeBlips = 300};

constexpr std::array kEstate = std::to_array<ClusterBlueprint>({
    {.name = "prod-eu",
        .nodePrefix = "node-",
        .nodes = 5,
        .zone = "eu-central-1",
        .nodeCores = 8,
        .nodeMemoryMi = 32'000,
        .ageDays = 412,
        .workloads = kProductionWorkloads,
        .cronJobs = kProductionCronJobs,
        .ingresses = kProductionIngresses,
        .temperament = kCalm,
        .traffic = {.viaCollector = true},
        .hasIncident = true},
    {.name = "prod-us",
        .nodePrefix = "us-node-",
        .nodes = 5,
        .zone = "us-east-1",
        .nodeCores = 8,
        .nodeMemoryMi = 32'000,
        .ageDays = 287,
        .workloads = kProductionWorkloads,
        .cronJobs = kProductionCronJobs,
        .ingresses = kProductionIngresses,
        .temperament = kCalm,
        .traffic = {.scale = 0.62, .hoursBehind = 7, .viaCollector = true}},
    {.name = "staging",
        .nodePrefix = "stage-",
        .nodes = 3,
        .zone = "eu-central-1",
        .nodeCores = 4,
        .nodeMemoryMi = 16'000,
        .ageDays = 95,
        .workloads = kStagingWorkloads,
        .cronJobs = kStagingCronJobs,
        .ingresses = kStagingIngresses,
        .temperament = kBusy,
        .traffic = {.noise = 0.35, .roughness = 0.25}},
    {.name = "edge-lab",
        .nodePrefix = "edge-",
        .nodes = 2,
        .zone = "lab",
        .nodeCores = 4,
        .nodeMemoryMi = 8'000,
        .ageDays = 41,
        .workloads = kEdgeWorkloads,
        .cronJobs = kEdgeCronJobs,
        .ingresses = kEdgeIngresses,
        .temperament = kRemote,
        .traffic = {.noise = 0.2, .roughness = 0.1},
        .goesSilent = true},
});

} // namespace

std::span<const ClusterBlueprint> estateBlueprint()
{
    return kEstate;
}

} // namespace binnacle::demo
