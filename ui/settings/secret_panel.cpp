#include "ui/settings/secret_panel.h"

#include "ui/settings/copy_line.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/status_glyph.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SecretPanel::SecretPanel(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel)
    , m_secret(new CopyLine(tr("Secret of the API key")))
{
    setObjectName(u"secretPanel"_s);
    setProperty("frame", u"raised"_s);
    m_title->setFont(boldTextFont());
    m_title->setTextFormat(Qt::PlainText);
    auto *note = new QLabel(tr("This is the only time it is shown: Binnacle keeps a hash of it. "
                               "Put it where its program reads it, for example into "
                               "BINNACLE_TOKEN, and into no script or chat."));
    note->setWordWrap(true);
    note->setProperty("tone", u"muted"_s);
    auto *done = new QPushButton(tr("I have it"));
    done->setObjectName(u"secretTaken"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new StatusGlyph(StatusKind::Ok));
    head->addWidget(m_title, 1);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_secret, 1);
    line->addWidget(done);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(head);
    layout->addLayout(line);
    layout->addWidget(note);
    connect(done, &QPushButton::clicked, this, &SecretPanel::closePanel);
    hide();
}

void SecretPanel::showSecret(const QString &name, const QString &secret)
{
    m_title->setText(tr("API key %1").arg(name));
    m_secret->setText(secret);
    show();
    m_secret->setFocus();
}

bool SecretPanel::closePanel()
{
    if (isHidden())
        return false;
    m_secret->setText({});
    hide();
    return true;
}

QString SecretPanel::secret() const
{
    return m_secret->text();
}

void SecretPanel::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (event->spontaneous())
        return; // the window was only minimized
    m_secret->setText({});
    hide(); // also when its page comes back
}

} // namespace binnacle::ui
