#include "ui/shell/nav_rail.h"

#include "ui/theme/icons.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 148;

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

} // namespace binnacle::ui
