#include "ui/alerts/channel_fields.h"

#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChannelField::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ChannelFields)
};

QJsonObject objectOfConfig(const std::string &config)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(config)).object();
}

ChannelField webhookUrl(const QString &example)
{
    return {.key = u"webhook_url"_s,
        .title = Words::tr("Webhook URL"),
        .kind = Kind::Secret,
        .isRequired = true,
        .placeholder = example,
        .choices = {}};
}

ChannelField field(const QString &key, const QString &title, Kind kind,
    const QString &placeholder = {}, bool isRequired = false)
{
    return {.key = key,
        .title = title,
        .kind = kind,
        .isRequired = isRequired,
        .placeholder = placeholder,
        .choices = {}};
}

ChannelField choice(const QString &key, const QString &title, const QStringList &choices)
{
    return {.key = key,
        .title = title,
        .kind = Kind::Choice,
        .isRequired = false,
        .placeholder = {},
        .choices = choices};
}

std::vector<ChannelField> emailFields()
{
    return {field(u"smtp_host"_s, Words::tr("SMTP host"), Kind::Text, u"mail.example.com"_s, true),
        field(u"smtp_port"_s, Words::tr("Port"), Kind::Number, u"587"_s, true),
        choice(u"tls_mode"_s, Words::tr("TLS"), {u"starttls"_s, u"implicit"_s, u"none"_s}),
        field(u"smtp_user"_s, Words::tr("User"), Kind::Text),
        field(u"smtp_password"_s, Words::tr("Password"), Kind::Secret),
        field(u"from_address"_s, Words::tr("Sender"), Kind::Text, Words::tr("the user when empty")),
        field(u"to_addresses"_s, Words::tr("Recipients"), Kind::List,
            u"oncall@example.com, sre@example.com"_s, true)};
}

std::vector<ChannelField> webhookFields()
{
    return {field(u"url"_s, Words::tr("URL"), Kind::Text, u"https://example.com/hook"_s, true),
        choice(u"method"_s, Words::tr("Method"), {u"POST"_s, u"PUT"_s}),
        field(u"headers"_s, Words::tr("Headers"), Kind::Map, u"X-Team: sre"_s),
        field(u"secret"_s, Words::tr("Secret"), Kind::Secret,
            Words::tr("signs each message when set"))};
}

QJsonObject mapOf(const QString &lines)
{
    QJsonObject map;
    for (const QString &line : lines.split(u'\n')) {
        const QString key = line.section(u':', 0, 0).trimmed();
        if (!key.isEmpty())
            map.insert(key, line.section(u':', 1).trimmed());
    }
    return map;
}

QJsonValue jsonOf(const ChannelField &field, const QString &value)
{
    switch (field.kind) {
    case Kind::Flag:
        return value == u"true"_s;
    case Kind::Number: {
        bool isNumber = false;
        const int number = value.trimmed().toInt(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(value.trimmed());
    }
    case Kind::List: {
        QJsonArray items;
        for (const std::string &item : namesOf(value))
            items.append(toText(item));
        return items;
    }
    case Kind::Map:
        return mapOf(value);
    case Kind::Text:
    case Kind::Secret:
    case Kind::Choice:
        break;
    }
    return value.trimmed();
}

} // namespace

std::vector<ChannelField> channelFields(ChannelType type)
{
    const ChannelField secret = field(
        u"secret"_s, Words::tr("Secret"), Kind::Secret, Words::tr("signs each message when set"));
    switch (type) {
    case ChannelType::Slack:
        return {webhookUrl(u"https://hooks.slack.com/services/…"_s)};
    case ChannelType::Email:
        return emailFields();
    case ChannelType::Webhook:
        return webhookFields();
    case ChannelType::DingTalk:
        return {webhookUrl(u"https://oapi.dingtalk.com/robot/send?access_token=…"_s), secret,
            field(u"keyword"_s, Words::tr("Keyword"), Kind::Text,
                Words::tr("when the robot asks for one")),
            field(u"at_mobiles"_s, Words::tr("Mention"), Kind::List, u"13800000000"_s),
            field(u"at_all"_s, Words::tr("Mention all"), Kind::Flag)};
    case ChannelType::Feishu:
        break;
    }
    return {webhookUrl(u"https://open.feishu.cn/open-apis/bot/v2/hook/…"_s), secret,
        field(u"lark"_s, Words::tr("Lark"), Kind::Flag)};
}

QString channelValue(const std::string &config, const ChannelField &field)
{
    const QJsonValue value = objectOfConfig(config).value(field.key);
    switch (field.kind) {
    case Kind::Flag:
        return value.toBool() ? u"true"_s : QString();
    case Kind::List: {
        QStringList items;
        for (const QJsonValue item : value.toArray())
            items += item.toString();
        return items.join(u", "_s);
    }
    case Kind::Map: {
        QStringList lines;
        const QJsonObject map = value.toObject();
        for (auto it = map.begin(); it != map.end(); ++it)
            lines += u"%1: %2"_s.arg(it.key(), it.value().toString());
        return lines.join(u'\n');
    }
    case Kind::Number:
        return value.isDouble() ? QString::number(value.toInt()) : value.toString();
    case Kind::Text:
    case Kind::Secret:
    case Kind::Choice:
        break;
    }
    return value.toString();
}

std::string withChannelValue(
    const std::string &config, const ChannelField &field, const QString &value)
{
    QJsonObject object = objectOfConfig(config);
    if (value.trimmed().isEmpty())
        object.remove(field.key);
    else
        object.insert(field.key, jsonOf(field, value));
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

bool isMaskedSecret(const QString &value)
{
    static const QRegularExpression asterisks(u"^\\*+$"_s);
    return asterisks.match(value).hasMatch();
}

} // namespace binnacle::ui
