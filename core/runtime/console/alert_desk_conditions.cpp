// The half of RuntimeAlertDesk that turns conditions into texts and back.
#include "core/alerts/condition.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/console/condition_forms.h"
#include "core/runtime/console/qt_text.h"
#include "core/runtime/console/runtime_alert_desk.h"

#include <set>
#include <string>

namespace binnacle::runtime {

QStringList RuntimeAlertDesk::conditionKinds() const
{
    QStringList kinds;
    for (const std::string_view form : conditionForms())
        kinds.append(toQString(form));
    return kinds;
}

QString RuntimeAlertDesk::conditionKind(const QString &condition) const
{
    const auto read = alerts::readCondition(condition.toStdString());
    return read ? toQString(conditionFormOf(*read)) : QString();
}

QString RuntimeAlertDesk::conditionText(const QString &condition) const
{
    const auto read = alerts::readCondition(condition.toStdString());
    return read ? QString::fromStdString(alerts::conditionText(*read)) : QString();
}

QString RuntimeAlertDesk::conditionTarget(const QString &condition) const
{
    const auto read = alerts::readCondition(condition.toStdString());
    return read ? QString::fromStdString(read->target) : QString();
}

Result<QString> RuntimeAlertDesk::condition(const QString &kind, const QString &target,
    const QString &text, Duration holds, Duration resolveAfter) const
{
    auto form = conditionOfForm(kind.toStdString());
    if (!form)
        return form.error();
    form->target = target.toStdString();
    form->holds = holds;
    form->resolveAfter = resolveAfter;
    const auto read = alerts::parseCondition(text.toStdString(), *form);
    if (!read)
        return read.error();
    return QString::fromStdString(alerts::writeCondition(*read));
}

Duration RuntimeAlertDesk::conditionFor(const QString &condition) const
{
    const auto read = alerts::readCondition(condition.toStdString());
    return read ? read->holds : Duration::zero();
}

Duration RuntimeAlertDesk::conditionResolveAfter(const QString &condition) const
{
    const auto read = alerts::readCondition(condition.toStdString());
    return read ? read->resolveAfter : Duration::zero();
}

QString RuntimeAlertDesk::conditionExample(const QString &kind) const
{
    return toQString(conditionExampleOf(kind.toStdString()));
}

// From what is known without asking the store: the domains and services that requests go to.
QStringList RuntimeAlertDesk::targets(const QString &kind) const
{
    const alerts::EngineWorld world = m_runtime.alerts().world();
    std::set<std::string> names;
    if (kind == u"slo") {
        for (const auto &[domain, backends] : world.backends)
            names.insert(domain.second);
    }
    for (const auto &[cluster, calls] : world.calls) {
        for (const auto &[caller, callee] : calls) {
            if (kind == u"service") {
                names.insert(caller.text());
                names.insert(callee.text());
            } else if (kind == u"edge") {
                names.insert(caller.text() + " → " + callee.text());
                names.insert(caller.text() + " → *");
            }
        }
    }
    QStringList list;
    for (const std::string &name : names)
        list.append(QString::fromStdString(name));
    return list;
}

} // namespace binnacle::runtime
