#pragma once

#include "core/domain/notification.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace binnacle::ui {

// One key of a channel's configuration, contract 06 §6.1.
struct ChannelField
{
    enum class Kind { Text, Secret, Number, Flag, Choice, List, Map };
    QString key; // "webhook_url": as it is stored
    QString title;
    Kind kind = Kind::Text;
    bool isRequired = false;
    QString placeholder;
    QStringList choices; // of Choice
};
std::vector<ChannelField> channelFields(ChannelType type);

// Values of a configuration as fields show them, and back. Lists are "a, b", maps "Key: value" a
// line, flags "true" or "". Keys that are in no field are kept.
QString channelValue(const std::string &config, const ChannelField &field);
std::string withChannelValue(
    const std::string &config, const ChannelField &field, const QString &value);

// A stored secret as it leaves the core: nothing but asterisks.
bool isMaskedSecret(const QString &value);

} // namespace binnacle::ui
