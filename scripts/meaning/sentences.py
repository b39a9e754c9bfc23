"""Sentences in the languages that the model has pieces of: what its columns are measured and judged by."""

SENTENCES = {
    'ca': [
        "Bon dia, voldria saber com m'he d'empadronar si visc en una habitació llogada",
        "quin horari té l'ajuntament els dissabtes?",
        'HI HA UN CONTENIDOR CREMANT AL CARRER MAJOR',
    ],
    'es': ['¿Dónde puedo pagar una multa de aparcamiento?', 'me e quedado sin luz en mi calle, k hago?'],
    'en': ['How do I register at the town hall if I have no rental contract?', 'my neighbour has fallen and is not breathing'],
    'fr': ["Comment inscrire mon fils à l'école maternelle ?", 'Le lampadaire devant chez moi ne fonctionne plus'],
    'pt': ['Preciso de renovar o meu cartão de estacionamento'],
    'it': ['Vorrei prendere un appuntamento per la carta di identità'],
    'ro': ['Unde pot depune o plângere pentru zgomot noaptea?'],
    'de': ['Wann wird der Sperrmüll in unserer Straße abgeholt?'],
    'ar': ['كيف يمكنني تسجيل عنواني في البلدية؟', 'أين أدفع ضريبة السيارة؟'],
    'zh': ['我想预约办理户口登记', '晚上楼上邻居太吵了怎么办？'],
    'ru': ['Как записать ребёнка в детский сад?', 'На улице не горит фонарь'],
    'uk': ['Де отримати довідку про місце проживання?'],
    'ur': ['میں اپنا پتہ کیسے رجسٹر کروا سکتا ہوں؟'],
    'hi': ['मैं अपना पता कैसे दर्ज कराऊँ?'],
    'bn': ['আমি কীভাবে আমার ঠিকানা নিবন্ধন করব?'],
    'pa': ['ਮੈਂ ਆਪਣਾ ਪਤਾ ਕਿਵੇਂ ਦਰਜ ਕਰਾਂ?'],
    'pl': ['Gdzie mogę zapłacić podatek od nieruchomości?'],
    'nl': ['Hoe laat gaat het gemeentehuis open?'],
    'tr': ['Belediyeye nasıl kayıt olabilirim?'],
    'tl': ['Saan ako magbabayad ng buwis sa lupa?'],
    'none': ['ok 👍🏽', '  12345   x@y.z\t\n½ ﬁn ', 'ⵣ ᚠ \U0001f9d1\u200d\U0001f692', 'a' * 500],
}
