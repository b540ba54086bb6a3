#include "core/domain/notification.h"

#include "core/domain/name_table.h"

namespace binnacle {

namespace {

constexpr std::array<std::string_view, 5> kTypes{"slack", "email", "webhook", "dingtalk", "feishu"};
constexpr std::array<std::string_view, 5> kStates{"pending", "sent", "failed", "dead", "digested"};

} // namespace

std::string_view channelTypeName(ChannelType type)
{
    return nameOf(kTypes, type);
}

std::optional<ChannelType> channelTypeFromName(std::string_view name)
{
    return name == "mail" ? ChannelType::Email : fromName<ChannelType>(kTypes, name);
}

std::string_view deliveryStateName(DeliveryState state)
{
    return nameOf(kStates, state);
}

} // namespace binnacle
