#include "core/demo/mesh_blueprint.h"

#include <array>

namespace binnacle::demo {

namespace {

constexpr std::array kOperations = std::to_array<MeshOperationBlueprint>({
    {"storefront/pages", "shop", "storefront", 8, 0.5, 0.00012, 0.04},
    {"storefront/static", "shop", "storefront", 3, 0.55, 0.00004, 0},
    {"api-gateway/api", "shop", "api-gateway", 18, 0.62, 0.0006, 0.22},
    {"api-gateway/checkout", "shop", "api-gateway", 6, 0.5, 0.00006, 0.71},
    {"api-gateway/accounts", "shop", "api-gateway", 4, 0.45, 0.00003, 0.3},
    {"api-gateway/pay", "shop", "api-gateway", 6, 0.5, 0.00003, 0.96},
    {"catalog/list", "shop", "catalog", 9, 0.5, 0.00004, 0},
    {"cart/cart", "shop", "cart", 5, 0.5, 0.00008, 0.5},
    {"checkout/order", "shop", "checkout", 14, 0.45, 0.00012, 1},
    {"recommender/similar", "ml", "recommender", 28, 0.5, 0.00005, 0},
    {"payments/charge", "pay", "payments", 20, 0.45, 0.00023, 1},
    {"inventory/reserve", "shop", "inventory", 10, 0.5, 0.00006, 0.6},
    {"accounts/session", "id", "accounts", 9, 0.45, 0.00003, 0.2},
    {"fraud-check/score", "pay", "fraud-check", 22, 0.42, 0.00001, 1},
    {"payments-db/query", "data", "payments-db", 14, 0.64, 0, 1},
    {"redis/command", "data", "redis", 0.8, 0.5, 0, 1},
    {"telemetry-relay/collect", "lab", "telemetry-relay", 6, 0.6, 0.002, 1},
    {"camera-ingest/upload", "lab", "camera-ingest", 60, 0.7, 0.004, 1},
    {"buffer/command", "lab", "buffer", 1.2, 0.5, 0, 1},
});

// Ratios make the rates of the picture: at the top of the day 402 a second reach catalog, 188 cart,
// 96 checkout, 210 inventory, 930 redis. A caller whose pool is full fails beside those that called
// in vain, which is why payments passes on more failures than it sees.
constexpr std::array kCalls = std::to_array<MeshCallBlueprint>({
    {"storefront/pages", "catalog/list", 0.98, 0.9, 0.8, 0.3},
    {"storefront/pages", "cart/cart", 0.22, 0.5, 0.3, 0.3},
    {"api-gateway/api", "cart/cart", 0.226, 0.8, 0.8, 0.2},
    {"api-gateway/api", "recommender/similar", 0.177, 0.9, 0.2, 0},
    {"api-gateway/api", "accounts/session", 0.1, 0.9, 0.9, 0.2},
    {"api-gateway/checkout", "checkout/order", 1, 1, 1, 0},
    {"api-gateway/accounts", "accounts/session", 1, 1, 1, 0.2},
    {"api-gateway/pay", "checkout/order", 1, 1, 1, 0.6},
    {"cart/cart", "inventory/reserve", 0.612, 0.3, 0.3, 0.2},
    {"cart/cart", "redis/command", 2, 0.9, 0.9, 0.5},
    {"checkout/order", "payments/charge", 0.98, 1, 0.98, 0},
    {"checkout/order", "inventory/reserve", 0.99, 0.6, 0.5, 0.2},
    {"checkout/order", "accounts/session", 0.427, 0.8, 0.6, 0.2},
    {"payments/charge", "fraud-check/score", 0.128, 0, 0, 0, true},
    {"payments/charge", "payments-db/query", 0.936, 1, 1.4, 0},
    {"inventory/reserve", "redis/command", 2.64, 0.5, 0.9, 0.5},
    {"telemetry-relay/collect", "buffer/command", 3, 0.8, 0.9, 0.5},
    {"camera-ingest/upload", "buffer/command", 5, 0.8, 0.9, 0.5},
});

} // namespace

std::span<const MeshOperationBlueprint> meshOperations()
{
    return kOperations;
}

std::span<const MeshCallBlueprint> meshCalls()
{
    return kCalls;
}

} // namespace binnacle::demo
