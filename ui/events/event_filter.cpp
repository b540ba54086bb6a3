#include "ui/events/event_filter.h"

#include "core/console/event_feed.h"
#include "ui/events/event_columns.h"
#include "ui/widgets/formatting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

PredicatePtr oneOf(EventField field, const QStringList &values)
{
    auto in = std::make_shared<Predicate>();
    in->field = fieldIdOf(field);
    in->op = CompareOp::In;
    for (const QString &value : values)
        in->values.push_back(value.toStdString());
    return in;
}

const QStringList &treeKinds()
{
    static const QStringList kinds{
        u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s, u"ReplicaSet"_s, u"Job"_s, u"CronJob"_s};
    return kinds;
}

// The text of a comparison; empty for the forms a single call cannot write.
QString textOf(const Predicate &predicate, const console::EventFeed &feed)
{
    if (predicate.kind != Predicate::Kind::Compare || predicate.op == CompareOp::In)
        return {};
    const QString value = predicate.values.empty()
        ? QString::number(static_cast<qint64>(predicate.number()))
        : QString::fromStdString(predicate.values.front());
    return feed.comparison(predicate.eventField(), predicate.op, value);
}

// "a and b and c" without each of them in turn.
void addLooserTexts(
    std::vector<LooserFilter> &looser, const EventFilter &filter, const console::EventFeed &feed)
{
    if (!filter.predicate || filter.predicate->kind != Predicate::Kind::And)
        return;
    QStringList terms;
    for (const PredicatePtr &child : filter.predicate->children)
        terms.append(textOf(*child, feed));
    if (terms.contains(QString()))
        return;
    for (qsizetype i = 0; i < terms.size(); ++i) {
        QStringList rest = terms;
        rest.removeAt(i);
        EventFilter without = filter;
        without.text = rest.join(u" and "_s);
        const console::FilterCheck check = feed.check(without.text);
        if (check.state != console::FilterCheck::State::Valid)
            continue;
        without.predicate = check.predicate;
        looser.push_back({terms[i], without});
    }
}

} // namespace

bool EventFilter::isNarrowed() const
{
    return predicate || type || !kinds.isEmpty() || scope || brush;
}

EventQuery EventFilter::query(const TimeRange &range) const
{
    std::vector<PredicatePtr> all;
    if (predicate)
        all.push_back(predicate);
    if (type)
        all.push_back(
            compare(EventField::Type, CompareOp::Equal, std::string(eventTypeName(*type))));
    if (kinds.size() == 1)
        all.push_back(compare(EventField::Kind, CompareOp::Equal, kinds.front().toStdString()));
    else if (!kinds.isEmpty())
        all.push_back(oneOf(EventField::Kind, kinds));

    EventQuery query;
    if (!cluster.isEmpty())
        query.cluster = cluster;
    else if (scope && !scopeCluster.isEmpty())
        query.cluster = scopeCluster;
    query.lastSeen = brush.value_or(range);
    query.scope = scope;
    if (all.size() == 1)
        query.where = all.front();
    else if (!all.empty())
        query.where = allOf(std::move(all));
    return query;
}

ScopedObject scopeOf(const ResourceRef &object)
{
    if (object.kind == "Node")
        return {EventScope::Node, object};
    const bool isTree = treeKinds().contains(QString::fromStdString(object.kind));
    return {isTree ? EventScope::WorkloadTree : EventScope::Object, object};
}

QString scopeText(const ScopedObject &scope)
{
    QString name = toText(scope.object.kind) + u' ';
    if (!scope.object.ns.empty())
        name += toText(scope.object.ns) + u'/';
    name += toText(scope.object.name);
    switch (scope.scope) {
    case EventScope::Object:
        return name;
    case EventScope::WorkloadTree:
        return EventFilterText::tr("%1 and all it owns").arg(name);
    case EventScope::Node:
        return EventFilterText::tr("%1 and what ran on it").arg(name);
    }
    return name;
}

QString joinFilter(const QString &text, const QString &comparison, FilterJoin how)
{
    QString negated = u"not (%1)"_s.arg(comparison);
    const bool isEmpty = text.trimmed().isEmpty();
    switch (how) {
    case FilterJoin::Selected:
        return comparison;
    case FilterJoin::NotSelected:
        return negated;
    case FilterJoin::And:
        return isEmpty ? comparison : u"(%1) and %2"_s.arg(text, comparison);
    case FilterJoin::Or:
        return isEmpty ? comparison : u"(%1) or %2"_s.arg(text, comparison);
    case FilterJoin::AndNot:
        return isEmpty ? negated : u"(%1) and %2"_s.arg(text, negated);
    case FilterJoin::OrNot:
        return isEmpty ? negated : u"(%1) or %2"_s.arg(text, negated);
    }
    return text;
}

QString joinTitle(FilterJoin how)
{
    switch (how) {
    case FilterJoin::Selected:
        return EventFilterText::tr("Selected");
    case FilterJoin::NotSelected:
        return EventFilterText::tr("Not selected");
    case FilterJoin::And:
        return EventFilterText::tr("…and selected");
    case FilterJoin::Or:
        return EventFilterText::tr("…or selected");
    case FilterJoin::AndNot:
        return EventFilterText::tr("…and not selected");
    case FilterJoin::OrNot:
        return EventFilterText::tr("…or not selected");
    }
    return {};
}

std::vector<LooserFilter> looserFilters(const EventFilter &filter, const console::EventFeed &feed)
{
    std::vector<LooserFilter> looser;
    const auto add = [&](const QString &without, auto &&takeAway) {
        EventFilter rest = filter;
        takeAway(rest);
        looser.push_back({without, rest});
    };
    if (filter.type)
        add(EventFilterText::type(*filter.type), [](EventFilter &rest) { rest.type.reset(); });
    if (!filter.kinds.isEmpty())
        add(EventFilterText::kinds(filter.kinds), [](EventFilter &rest) { rest.kinds.clear(); });
    if (filter.scope)
        add(scopeText(*filter.scope), [](EventFilter &rest) { rest.scope.reset(); });
    if (filter.brush)
        add(EventFilterText::tr("the brushed time"), [](EventFilter &rest) { rest.brush.reset(); });
    addLooserTexts(looser, filter, feed);
    if (filter.predicate && looser.empty())
        add(filter.text, [](EventFilter &rest) {
            rest.text.clear();
            rest.predicate.reset();
        });
    return looser;
}

QByteArray toJson(const EventFilter &filter)
{
    QJsonObject json{{u"text"_s, filter.text}};
    if (filter.type)
        json[u"type"_s] = static_cast<int>(*filter.type);
    if (!filter.kinds.isEmpty())
        json[u"kinds"_s] = QJsonArray::fromStringList(filter.kinds);
    if (filter.scope) {
        json[u"scope"_s] = QJsonObject{{u"as"_s, static_cast<int>(filter.scope->scope)},
            {u"kind"_s, toText(filter.scope->object.kind)},
            {u"namespace"_s, toText(filter.scope->object.ns)},
            {u"name"_s, toText(filter.scope->object.name)},
            {u"cluster"_s, toText(filter.scopeCluster.value)}};
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

EventFilter filterFromJson(const QByteArray &bytes, const console::EventFeed &feed)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    EventFilter filter;
    const console::FilterCheck check = feed.check(json[u"text"_s].toString());
    if (check.state == console::FilterCheck::State::Valid) {
        filter.text = json[u"text"_s].toString();
        filter.predicate = check.predicate;
    }
    if (json.contains(u"type"_s))
        filter.type = json[u"type"_s].toInt() == 1 ? EventType::Warning : EventType::Normal;
    for (const QJsonValue kind : json[u"kinds"_s].toArray())
        filter.kinds.append(kind.toString());
    const QJsonObject scope = json[u"scope"_s].toObject();
    if (!scope.isEmpty()) {
        const ResourceRef object{scope[u"kind"_s].toString().toStdString(),
            scope[u"namespace"_s].toString().toStdString(),
            scope[u"name"_s].toString().toStdString()};
        const int as = std::clamp(scope[u"as"_s].toInt(), 0, 2);
        filter.scope = ScopedObject{static_cast<EventScope>(as), object};
        filter.scopeCluster = ClusterId{scope[u"cluster"_s].toString().toStdString()};
    }
    return filter;
}

QString EventFilterText::type(EventType type)
{
    return tr("type = %1").arg(EventColumns::typeText(type));
}

QString EventFilterText::kinds(const QStringList &kinds)
{
    return tr("kind = %1").arg(kinds.join(u", "_s));
}

} // namespace binnacle::ui
