#include "ui/widgets/banner.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/time_axis.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_glyph(new StatusGlyph)
    , m_text(new QLabel)
    , m_code(new QLabel)
    , m_action(new QPushButton)
{
    setProperty("frame", u"raised"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_code->setTextFormat(Qt::PlainText);
    m_code->setFont(monospaceFont());
    m_code->setProperty("tone", u"muted"_s);
    m_action->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_glyph, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_code);
    layout->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run();
    });
}

void Banner::present(StatusKind status, const QString &text, const QString &code)
{
    m_glyph->setStatus(status);
    m_text->setText(text);
    m_code->setText(code);
    m_code->setVisible(!code.isEmpty());
    setAccessibleName(statusWord(status));
    setAccessibleDescription(text);
}

void Banner::setAction(const PanelAction &action)
{
    m_run = action.run;
    m_action->setText(action.text);
    m_action->setVisible(!action.text.isEmpty());
}

void Banner::setHatched(bool isHatched)
{
    m_isHatched = isHatched;
    update();
}

void Banner::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (!m_isHatched)
        return;
    QPainter painter(this);
    paintPastHatching(painter, rect());
}

QString Banner::text() const
{
    return m_text->text();
}

} // namespace binnacle::ui
