"""Function words of languages other than English, our own lists: articles, prepositions,
conjunctions, pronouns and forms of `to be`. Shared by two texts they say nothing of either. As in
English, words of negation and quantity are left out on purpose.
"""

from __future__ import annotations

from types import MappingProxyType

_LISTS = {
    "af": """
        die 'n n van en in is wat vir met op aan te sy haar hulle dit dat deur of maar as
        om uit by was word het kan ook
    """,
    "ar": """
        في من على إلى عن مع هو هي هذا هذه التي الذي و أو أن إن كان كانت ما كل بين بعد قبل
        عند ثم قد هم ذلك تلك
    """,
    "be": """
        і ў у з на да што як гэта які якая якое якія для па ад за пры або але быць ёсць яго
        яе іх
    """,
    "bg": """
        и в във на за от с със по при да се е са че който която което които или но като до
        след през този тази това тези има може
    """,
    "bn": """
        এবং ও একটি এক এই সেই যে যা যার থেকে জন্য করা হয় কোনো কোন তার এর বা কিন্তু দিয়ে
    """,
    "bs": """
        i u na je su se za od s sa iz po o da koji koja koje kao ili ali što uz pri do biti
        ima može jedan jedna te
    """,
    "ca": """
        el la els les l un una uns unes de del dels d a al als en i o que qui quin amb per
        pel sobre entre fins des és són era ser s es se seu seva seus seves com ha han
        aquest aquesta però
    """,
    "cs": """
        a i v ve na z ze do k ke o od po s se si je jsou být byl byla bylo že který která
        které kteří jako nebo ale pro při za u co jeho její jejich může má to ten ta toto
    """,
    "cy": """
        y yr a ac i o yn ar mae am gan ei eu sy neu ond wedi bod
    """,
    "da": """
        og i at en et den det de der som på af til for med er var har kan om fra ved eller
        men sig sin sit sine efter under over vil skal bliver blev denne dette disse hvor
        når
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber doch denn
        als wie in im an am auf aus bei mit nach seit von vom zu zum zur für durch um über
        unter vor zwischen ist sind war waren sein wird werden wurde wurden hat haben hatte
        kann können muss müssen soll er sie es wir ihr ich du man sich seine ihre dieser
        diese dieses jener welche welcher dass ob wenn weil so auch noch was wer wo
    """,
    "el": """
        ο η το οι τα του της των τον την στο στη στην στον στα σε από με για και ή που
        είναι ένα ένας μια μία ως να θα αυτό αυτή αυτός κατά προς τους τις ότι αλλά
    """,
    "eo": """
        la de en kaj al por kun el ke kiu kiuj kio estas esti sed aŭ aux per sur pri ĝi li
        ŝi ili
    """,
    "es": """
        el la los las un una unos unas de del a al y e o u pero que quien cual cuyo donde
        en con por para sin sobre entre hasta desde es son era fue ser sido ha han había
        haber se su sus lo le les este esta estos estas ese esa eso como si muy él ella
        ellos yo tú nos
    """,
    "et": """
        ja on see mis kes et ka või kui oma ning ta nad selle seda mida mille millel aga
        nagu ehk siis kuid
    """,
    "eu": """
        eta da dira edo bat du dute den diren dela hau hori ere baina izan egin beste bere
    """,
    "fa": """
        و در به از که این آن را با برای است هست بود شد می یک یا تا هر بر نیز اما ها های شود
        کند
    """,
    "fi": """
        ja on se joka jotka jonka joita että tai kun ne hän sen niin kuin myös sekä ovat
        oli voi sitä mutta eli jos
    """,
    "fr": """
        le la les l un une des du de d et ou mais donc car ni que qui quoi dont où en à au
        aux dans par pour sur avec sans sous entre vers chez est sont était être été a ont
        avait avoir il elle on nous vous ils elles je tu se s ce c cet cette ces son sa ses
        leur leurs comme si qu y n
    """,
    "ga": """
        an na agus i ar go le is tá a de do ó nó ach sé sí iad bhí
    """,
    "gl": """
        o a os as un unha uns unhas de do da dos das en no na nos nas e ou que quen con por
        para polo pola sobre entre ata é son era ser se seu súa seus súas como ten pode
        este esta isto ao á dun dunha nun nunha cun cunha ca coa
    """,
    "he": """
        של את על עם זה זו הוא היא הם או אם כי גם כל אל מן אשר בין היה להיות אך יש ידי
    """,
    "hi": """
        का की के को में से है हैं और या एक यह वह जो कि पर ने भी था थी थे हो होता होती होते
        किसी लिए तथा इस उस द्वारा साथ कर करने करना वाला वाली वाले जिसे जिसमें अपने
    """,
    "hr": """
        i u na je su se za od s sa iz po o da koji koja koje kao ili ali što uz pri do biti
        ima može jedan jedna te
    """,
    "hu": """
        a az és egy is hogy de vagy ha ami amely aki mint meg van volt lesz ez azt ezt már
        el ki be fel le ebben abban
    """,
    "id": """
        yang dan di ke dari untuk dengan pada adalah ini itu atau dalam oleh sebagai akan
        juga ada suatu sebuah dapat karena
    """,
    "is": """
        og í á að er en sem ekki við um til frá með eða hann hún það þeir var hafa
    """,
    "it": """
        il lo la i gli le l un uno una di del della dei degli delle a al alla ai alle da
        dal dalla in nel nella con su per tra fra e o ma che chi cui dove è sono era essere
        stato ha hanno aveva avere si suo sua suoi loro questo questa questi quello come se
    """,
    "ka": """
        და ის რომ არის ეს რომელიც როგორც ან თუ მის მათ უნდა
    """,
    "lt": """
        ir į iš su yra kad kaip ar o bet tai kuris kuri kurie kurių per nuo iki prie jo jos
        jų dėl apie gali būti
    """,
    "lv": """
        un ir uz no ar kas ka par kā vai bet tas tā to pie pēc līdz kura kuras kuru viņa
        tiek var būt
    """,
    "mk": """
        и во на за од со да се е што кој која кое или но како до по при овој оваа тоа има
        може
    """,
    "ms": """
        yang dan di ke dari untuk dengan pada ialah adalah ini itu atau dalam oleh sebagai
        akan juga ada
    """,
    "nb": """
        og i å en et ei den det de der som på av til for med er var har kan om fra ved
        eller men seg sin sitt sine etter under over vil skal blir ble denne dette disse
        hvor når at
    """,
    "nds": """
        de dat en un in is vun mit för op to ok as bi oder sik sünd warrt warrn kann
    """,
    "nl": """
        de het een en of maar want dat die dit deze wie wat waar in op aan bij met naar van
        voor uit over onder tussen door tot om te is zijn was waren wordt worden werd heeft
        hebben had kan kunnen moet hij zij ze wij jullie ik je men zich hun haar als dan
        ook
    """,
    "nn": """
        og i å ein eit ei den det dei der som på av til for med er var har kan om frå ved
        eller men seg sin sitt sine etter under over vil skal blir vart denne dette desse
        kor når at vert
    """,
    "oc": """
        lo la los las l un una de del d a al e o que qui amb per es son dins sus se
    """,
    "pl": """
        i w we na z ze do o od po za się jest są być był była było że który która które
        którzy jak jako lub albo ale dla przy u co to ten ta te jego jej ich może ma przez
        oraz
    """,
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com
        sem sob sobre entre até e ou mas que quem cujo onde é são era foi ser sido tem têm
        tinha ter há se seu sua seus este esta isto esse como ele ela eles eu
    """,
    "ro": """
        și în la de cu pe un o unei unui care ce este sunt era sau dar din prin pentru se
        sa său lui ei lor al ai ale mai ca să a au
    """,
    "ru": """
        и в во на с со к ко о об от по за из у что как это который которая которое которые
        которых для при или но а же бы быть был была было его ее её их может до между также
        он она они то
    """,
    "sk": """
        a i v vo na z zo do k ku o od po s so sa si je sú byť bol bola bolo že ktorý ktorá
        ktoré ako alebo ale pre pri za u čo jeho jej ich môže má to ten tá toto
    """,
    "sl": """
        in v na z s je so se za od iz po o da ki kot ali pri do bi biti lahko ima ta to
        tega pa med
    """,
    "sq": """
        dhe në i e të një që me për nga është janë ose si por prej ka se
    """,
    "sr": """
        и у на је су се за од с са из по о да који која које као или али што уз при до бити
        има може i u na je su za od s sa iz po o da koji koja koje kao ili ali što uz pri
        do biti ima može
    """,
    "sv": """
        och i att en ett den det de som på av till för med är var har kan om från vid eller
        men sig sin sitt sina efter under över ska blir blev denna detta dessa där när
    """,
    "sw": """
        ya wa na kwa ni la za cha katika au kama si hii huo hiyo ambayo ambao
    """,
    "ta": """
        மற்றும் ஒரு இந்த அந்த என்று அல்லது இது அது என உள்ள
    """,
    "tr": """
        ve bir bu ile için de da den dan olarak olan o ya veya gibi en ne ki daha çok ise
        her tarafından sonra kadar
    """,
    "uk": """
        і й та в у на з із зі до від по за що як це який яка яке які яких для при або але
        бути є був була було його її їх може між також він вона вони
    """,
    "ur": """
        اور کا کی کے کو میں سے ہے ہیں یا ایک یہ وہ جو کہ پر نے بھی تھا تھی ہو لیے
    """,
    "vi": """
        và của là các có một những được trong cho với này đó khi để từ hay hoặc về như bởi
        do thì mà
    """,
}

FUNCTION_WORDS_BEYOND_ENGLISH = MappingProxyType(
    {language: frozenset(words.split()) for language, words in _LISTS.items()}
    | {"no": frozenset(_LISTS["nb"].split())}
)
"""By language, without region."""
