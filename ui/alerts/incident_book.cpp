#include "ui/alerts/incident_book.h"

#include "core/console/ui_memory.h"
#include "ui/widgets/formatting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kKey = u"alerts/incidents"_s;
constexpr std::size_t kMost = 500;

} // namespace

IncidentBook::IncidentBook(console::UiMemory &memory)
    : m_memory(memory)
{
    for (const QJsonValue value : QJsonDocument::fromJson(memory.value(kKey)).array()) {
        const QJsonObject object = value.toObject();
        const TimeRange range{fromEpochMs(object.value(u"from"_s).toInteger()),
            fromEpochMs(object.value(u"to"_s).toInteger())};
        if (range.length() > Duration::zero())
            m_incidents.push_back({range, object.value(u"name"_s).toString().toStdString()});
    }
}

void IncidentBook::add(const IncidentSpan &incident)
{
    std::erase_if(
        m_incidents, [&](const IncidentSpan &known) { return known.name == incident.name; });
    m_incidents.push_back(incident);
    std::ranges::sort(m_incidents, {}, [](const IncidentSpan &known) { return known.range.from; });
    if (m_incidents.size() > kMost)
        m_incidents.erase(m_incidents.begin());
    keep();
}

void IncidentBook::remove(const std::string &name)
{
    std::erase_if(m_incidents, [&](const IncidentSpan &known) { return known.name == name; });
    keep();
}

void IncidentBook::keep()
{
    QJsonArray array;
    for (const IncidentSpan &incident : m_incidents)
        array.append(QJsonObject{{u"name"_s, toText(incident.name)},
            {u"from"_s, static_cast<qint64>(toEpochMs(incident.range.from))},
            {u"to"_s, static_cast<qint64>(toEpochMs(incident.range.to))}});
    m_memory.setValue(kKey, QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace binnacle::ui
