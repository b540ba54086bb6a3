#include "ui/shell/nav_rail.h"

#include "ui/theme/icons.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 148;
constexpr int kMostShown = 99;

QLabel *makeCount(QPushButton &button)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *layout = new QHBoxLayout(&button);
    layout->setContentsMargins(0, 0, 10, 0);
    layout->addStretch(1);
    layout->addWidget(label, 0, Qt::AlignVCenter);
    return label;
}

} // namespace

NavRail::NavRail(const ViewRegistry &views, QWidget *parent)
    : QFrame(parent)
{
    setObjectName(u"navRail"_s);
    setProperty("frame", u"bar"_s);
    setAccessibleName(tr("Views"));
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 6);
    layout->setSpacing(0);
    const auto add = [&](const ViewEntry &entry) {
        auto *button = new QPushButton(icon(entry.iconName), u"  "_s + entry.title);
        button->setProperty("role", u"rail"_s);
        button->setCheckable(true);
        button->setAccessibleName(entry.title);
        button->setObjectName(u"rail-"_s + entry.id);
        button->setToolTip(tr("%1 (g %2)", "name of a view, its key").arg(entry.title, entry.key));
        layout->addWidget(button);
        m_buttons.insert(entry.id, button);
        connect(button, &QPushButton::clicked, this, [this, button, id = entry.id] {
            button->setChecked(true); // a click does not leave a view
            emit viewPicked(id);
        });
    };
    for (const ViewEntry &entry : views.entries()) {
        if (!entry.isAtBottom)
            add(entry);
    }
    layout->addStretch(1);
    for (const ViewEntry &entry : views.entries()) {
        if (entry.isAtBottom)
            add(entry);
    }
}

void NavRail::setCurrent(const QString &id)
{
    for (auto button = m_buttons.cbegin(); button != m_buttons.cend(); ++button)
        button.value()->setChecked(button.key() == id);
}

void NavRail::setCount(const QString &id, int count, bool isUrgent, const QString &words)
{
    QPushButton *button = m_buttons.value(id);
    if (!button || (count == 0 && !m_counts.contains(id)))
        return;
    QLabel *&label = m_counts[id];
    if (!label)
        label = makeCount(*button);
    label->setVisible(count > 0);
    label->setText(count > kMostShown ? u"99+"_s : QLocale().toString(count));
    label->setProperty("count", isUrgent ? u"urgent"_s : u"plain"_s);
    label->style()->polish(label);
    button->setAccessibleDescription(words);
}

} // namespace binnacle::ui
